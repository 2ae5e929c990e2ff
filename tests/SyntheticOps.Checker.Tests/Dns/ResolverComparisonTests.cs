using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>Truth table: the authority against a resolver somewhere.</summary>
public sealed class ResolverComparisonTests
{
    [Theory]
    [InlineData("8.8.8.8", 7u, false, "")]
    [InlineData("8.8.8.8", null, false, "")]
    [InlineData("9.9.9.9", 7u, false, "resolver-mismatch")]
    [InlineData("9.9.9.9", 8u, false, "resolver-mismatch")]
    [InlineData("9.9.9.9", null, false, "resolver-mismatch")]
    [InlineData("9.9.9.9", 6u, false, "resolver-behind")]
    [InlineData("9.9.9.9", 4_294_967_290u, false, "resolver-behind")]
    [InlineData("10.0.0.1", 7u, false, "resolver-hijack")]
    [InlineData("10.0.0.1", 6u, false, "resolver-hijack")]
    [InlineData("8.8.8.8", 7u, true, "resolver-rewrites")]
    [InlineData("9.9.9.9", 7u, true, "resolver-rewrites resolver-mismatch")]
    public void Judge_Resolver_GivesExactly(string address, uint? serial, bool invents, string codes) =>
        Codes(View("8.8.8.8", 7) with { IsAuthority = true }, View(address, serial) with { Invents = invents }).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Judge_ZoneWithAWildcard_BlamesNobody() =>
        Codes(View("8.8.8.8", 7) with { IsAuthority = true, Invents = true }, View("8.8.8.8", 7) with { Invents = true }, View("8.8.8.8", 7)).ShouldBeEmpty();

    [Fact]
    public void Judge_FirstOfSeveralResolversInvents_IsNamed() =>
        Codes(View("8.8.8.8", 7) with { Invents = true }, View("8.8.8.8", 7)).ShouldBe(["resolver-rewrites"]);

    private static IEnumerable<string> Codes(params ResolverView[] views) => ResolverComparison.Judge(views, DnsName.Parse("shop.example")).Select(finding => finding.Code);

    private static ResolverView View(string address, uint? serial) => new("Paris (192.0.2.53:53)", new DnsBaseline(new Dictionary<string, IReadOnlyList<string>> { ["A"] = [address] }), serial);
}
