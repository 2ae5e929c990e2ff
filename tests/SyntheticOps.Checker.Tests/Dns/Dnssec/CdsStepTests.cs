using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

public sealed class CdsStepTests
{
    private const string Zone = "shop.example";

    /// <summary>k: the zone's key, n: the next one, which the zone has not published; 0: the wish to be unsigned.</summary>
    [Theory]
    [InlineData("", "", false)]
    [InlineData("k", "k", false)]
    [InlineData("k", "", false)]
    [InlineData("", "k", false)]
    [InlineData("kn", "kn", false)]
    [InlineData("0", "0", false)]
    [InlineData("0", "", false)]
    [InlineData("k", "n", true)]
    [InlineData("k", "kn", true)]
    [InlineData("kn", "k", true)]
    [InlineData("0", "k", true)]
    [InlineData("k", "0", true)]
    [InlineData("n", "n", true)]
    [InlineData("n", "", true)]
    [InlineData("", "n", true)]
    public void Judge_CdsAndCdnskey_WarnsWhereTheParentWouldErr(string cds, string cdnskeys, bool warns)
    {
        var keys = new Dictionary<char, TestKey> { ['k'] = TestKey.Create(), ['n'] = TestKey.Create() };

        var findings = CdsStep.Judge(
            DnsName.Parse(Zone),
            [.. cds.Select(letter => letter == '0' ? new DigestData([0, 0, 0], [0]) : keys[letter].Ds(Zone))],
            [.. cdnskeys.Select(letter => letter == '0' ? new KeyData(0, 3, 0, [0]) : keys[letter].Data)],
            [new ZoneKey(keys['k'].Data)]);

        findings.Select(finding => finding.Code).ShouldBe(warns ? ["dnssec-cds-mismatch"] : []);
    }
}
