using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Tests.Dns;

public sealed partial class DnsCheckTypeTests
{
    [Theory]
    [InlineData("{dns: {nme: a}}", "the key 'nme' is not known, did you mean 'name'")]
    [InlineData("{dns: {name: 'a b'}}", "a domain name is expected, such as shop.example")]
    [InlineData("{dns: {name: 192.0.2.1}}", "a domain name is expected")]
    [InlineData("{dns: {records: [ANY]}}", "'ANY' is not one of A, AAAA")]
    [InlineData("{dns: {mail: [smtp]}}", "'smtp' is not one of auto, all, spf, dmarc, dkim, mta-sts, tls-rpt, bimi")]
    [InlineData("{dns: {mail: spf, selectors: [s1]}}", "add dkim to mail")]
    [InlineData("{dns: {mail: dkim, selectors: ['a b']}}", "a DKIM selector is expected")]
    [InlineData("{dns: {resolvers: [system], compare: {Paris: 192.0.2.1}}}", "give one of the two")]
    [InlineData("{dns: {compare: {Paris: dns.example}}}", "system or an address is expected")]
    [InlineData("{dns: {resolvers: [127.1]}}", "system or an address is expected, such as 192.0.2.53")]
    [InlineData("{dns: {resolvers: [dns.example]}}", "system or an address is expected")]
    [InlineData("{dns: {roots: [system]}}", "an address is expected")]
    [InlineData("{dns: {roots: [192.0.2.1], resolvers: [system]}}", "give one of the two")]
    [InlineData("{dns: {resolvers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7, 192.0.2.8, 192.0.2.9]}}", "at most 8 servers can be given")]
    [InlineData("{dns: shop.example}", "stands where a mapping ({key: value}) is expected")]
    public void Create_Mistake_SaysWhatIsExpected(string yaml, string expected) => Mistakes(yaml).ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("{dns: {}}")]
    [InlineData("{dns: {name: café.example, records: [A, AAAA, MX, CAA], mail: [spf, dmarc], resolvers: [system, 192.0.2.53, '192.0.2.53:5353', '[2001:db8::53]:53'], baseline: dns.json}}")]
    [InlineData("{dns: {mail: auto, selectors: [s1, a.b], compare: {Paris: 192.0.2.53, here: system}}}")]
    [InlineData("{dns: {mail: all, resolvers: {Paris: 192.0.2.53, Tokyo: '192.0.2.54:5353'}}}")]
    [InlineData("{dns: {name: _dmarc.shop.example, records: TXT, mail: spf, resolvers: system}}")]
    public void Create_WellWritten_HasNoMistakes(string yaml) => Mistakes(yaml).ShouldBeEmpty();

    [Fact]
    public void Schema_Dns_KnowsTheSameKeys()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "docs", "synthetics.schema.json")));
        schema.RootElement.GetProperty("properties").GetProperty("checks").GetProperty("additionalProperties").GetProperty("properties").GetProperty("dns").GetProperty("properties")
            .EnumerateObject().Select(property => property.Name)
            .ShouldBe(Known().Match(Mistakes("{dns: {zzz: 1}}").Single()).Groups[1].Value.Split(", "), ignoreOrder: true);
    }

    internal static ConfigMap Read(string yaml, out ConfigErrors errors)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.yaml");
        File.WriteAllText(file, yaml);
        errors = new ConfigErrors();
        var root = ConfigFile.Read(file, new Variables(_ => null), errors)!.AsMap();
        File.Delete(file);
        return root;
    }

    private static IReadOnlyList<string> Mistakes(string yaml)
    {
        var entry = Read(yaml, out var errors);
        new DnsCheckType(TimeProvider.System).Create(Probe.Definition(null), Probe.SiteOf(new Uri("https://shop.example")), entry.Find("dns")!, entry);
        errors.ReportUnread();
        return errors.Lines;
    }

    [GeneratedRegex("known here: (.*)$")]
    private static partial Regex Known();
}
