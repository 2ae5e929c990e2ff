using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Inspections;

namespace SyntheticOps.Checker.Tests.Headers.Inspections;

public sealed class SecurityTxtInspectionTests
{
    private const string Contact = "Contact: mailto:security@shop.example\n";

    private const string Expires = "Expires: 2026-12-31T00:00:00Z\n";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Uri Place = new("https://shop.example/.well-known/security.txt");

    [Theory]
    [InlineData(Contact + Expires, "sectxt-ok")]
    [InlineData("# comment\r\ncontact: https://shop.example/security\r\nexpires: 2026-12-31T00:00:00+01:00\r\n\r\n", "sectxt-ok")]
    [InlineData(Expires, "sectxt-contact-missing")]
    [InlineData("Contact: security@shop.example\n" + Expires, "sectxt-contact-invalid")]
    [InlineData("Contact: http://shop.example\n" + Expires, "sectxt-contact-invalid")]
    [InlineData(Contact, "sectxt-expires-missing")]
    [InlineData(Contact + Expires + Expires, "sectxt-expires-multiple")]
    [InlineData(Contact + "Expires: tomorrow\n", "sectxt-expires-invalid")]
    [InlineData(Contact + "Expires: Thu, 31 Dec 2026 00:00:00 GMT\n", "sectxt-expires-invalid")]
    [InlineData(Contact + "Expires: 2025-12-31T00:00:00Z\n", "sectxt-expired")]
    [InlineData(Contact + "Expires: 2029-12-31T00:00:00Z\n", "sectxt-expires-far")]
    [InlineData(Contact + Expires + "Preferred-Languages: fr\nPreferred-Languages: en\n", "sectxt-languages-multiple")]
    [InlineData(Contact + Expires + "Canonical: https://other.example/.well-known/security.txt\n", "sectxt-canonical-mismatch")]
    [InlineData(Contact + Expires + "Canonical: https://shop.example/.well-known/security.txt\n", "sectxt-ok")]
    [InlineData(Contact + Expires + "nonsense\n", "sectxt-syntax")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + Contact + Expires + "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n", "sectxt-signature-unchecked")]
    public void Inspect_File_GivesTheCode(string body, string code) => Codes(Found(body)).ShouldBe(code);

    [Fact]
    public void Inspect_Transport_IsJudged()
    {
        Codes(Found(Contact + Expires, type: "text/plain")).ShouldBe("sectxt-content-type");
        Codes(Found(Contact + Expires) with { IsLegacy = true }).ShouldBe("sectxt-legacy-location");
        Codes(Found(Contact + Expires, from: "https://other.example/security.txt")).ShouldBe("sectxt-redirect");
        Codes(Found("<!doctype html>", type: "text/html")).ShouldBe("sectxt-missing");
        Codes(Found("not found", status: 404)).ShouldBe("sectxt-missing");
        Codes(Found("ok")).ShouldBe("sectxt-missing");
    }

    [Fact]
    public void Inspect_Silence_SaysNothing() => new SecurityTxtInspection().Inspect(Facts.Https()).ShouldBeEmpty();

    private static string Codes(SecurityTxtAnswer found) =>
        string.Join(' ', new SecurityTxtInspection().Inspect(Facts.Https() with { Now = Now, SecurityTxt = found }).Select(observation => observation.Code));

    private static SecurityTxtAnswer Found(string body, string type = "text/plain; charset=utf-8", int status = 200, string? from = null) =>
        new(Place, new Answer(from is null ? Place : new Uri(from), status, [KeyValuePair.Create("Content-Type", type)]), body);
}
