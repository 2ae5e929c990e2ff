using System.Text.Json;
using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Tests.Tls;

public sealed partial class TlsCheckTypeTests
{
    [Theory]
    [InlineData("{tls: {prt: 1}}", "the key 'prt' is not known, did you mean 'port'")]
    [InlineData("{tls: {port: 0}}", "'0' is not a whole number from 1 to 65535")]
    [InlineData("{tls: {host: 'shop.example:443/x'}}", "a host is expected, such as shop.example or [2001:db8::1]")]
    [InlineData("{tls: {host: 'shop.example:8443'}}", "the port stands under port")]
    [InlineData("{tls: {host: a.example, url: 'https://b.example'}}", "either url or host (with port) says where to look, not both")]
    [InlineData("{tls: {url: 'http://shop.example'}}", "an https URL is expected, such as https://shop.example")]
    [InlineData("{tls: {expires-within: 20}}", "'20' is not a duration from 1h to 398d")]
    [InlineData("{tls: /}", "'/' stands where a mapping ({key: value}) is expected")]
    public void Create_Mistake_SaysWhatIsExpected(string yaml, string expected) =>
        TlsProbe.Mistakes(yaml).ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("{tls: {}}")]
    [InlineData("{tls: }")]
    [InlineData("{tls: {host: '[2001:db8::1]', port: 8443}}")]
    [InlineData("{tls: {url: 'https://shop.example:8443', expires-within: 20d}}")]
    public void Create_Right_HasNoMistake(string yaml) => TlsProbe.Mistakes(yaml).ShouldBeEmpty();

    [Fact]
    public void Schema_Mapping_KnowsTheChecksKeys()
    {
        var said = TlsProbe.Mistakes("{tls: {zzz: 1}}").Single(line => line.Contains("'zzz'", StringComparison.Ordinal));
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "docs", "synthetics.schema.json")));
        schema.RootElement.GetProperty("properties").GetProperty("checks").GetProperty("additionalProperties").GetProperty("properties")
            .GetProperty("tls").GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .ShouldBe(Known().Match(said).Groups[1].Value.Split(", "), ignoreOrder: true);
    }

    [GeneratedRegex("known here: (.*)$")]
    private static partial Regex Known();
}
