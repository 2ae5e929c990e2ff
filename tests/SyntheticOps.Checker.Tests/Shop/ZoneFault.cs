using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns.Dnssec;

namespace SyntheticOps.Checker.Tests.Shop;

/// <summary>One fault in the shop's DNS: how its zone differs from a healthy one, and everything that is to be found.</summary>
/// <param name="Name">Of the fault; the zone is `parfumerie-NAME.example`.</param>
/// <param name="Expected">`check: code` of every finding that is no mere information, and `home: reason` where the shop cannot be reached by the name.</param>
internal sealed record ZoneFault(string Name, string Expected)
{
    /// <summary>A name below the zone, or the zone itself.</summary>
    public string Watched { get; init; } = "";

    public bool IsSigned { get; init; }

    /// <summary>Lines of the healthy zone that are not there: those that begin so.</summary>
    public string[] Without { get; init; } = [];

    public string[] With { get; init; } = [];

    /// <summary>After signing.</summary>
    public Action<SignedZone> Spoil { get; init; } = _ => { };

    /// <summary>The text that both servers hold.</summary>
    public Func<string, string> Text { get; init; } = text => text;

    /// <summary>The text that the second server holds; null where it does not know the zone.</summary>
    public Func<string, string?> Second { get; init; } = text => text;

    /// <summary>The delegation at the parent.</summary>
    public Func<string[], string[]> Parent { get; init; } = lines => lines;

    public bool HasStrangeDs { get; init; }

    public override string ToString() => Name;

    private const string Dmarc = "_dmarc TXT v=DMARC1;";

    public static IReadOnlyList<ZoneFault> All { get; } =
    [
        new("healthy", ""),
        new("healthy-www", "") { Watched = "www." },
        new("healthy-signed", "") { IsSigned = true },
        new("spf-missing", "dns: spf-missing") { Without = ["@ TXT"] },
        new("spf-twice", "dns: spf-multiple") { With = ["@ TXT v=spf1 -all"] },
        new("spf-open", "dns: spf-allows-all") { Without = ["@ TXT"], With = ["@ TXT v=spf1 mx +all"] },
        new("dmarc-missing", "dns: dmarc-missing") { Without = [Dmarc] },
        new("dmarc-watching", "dns: dmarc-monitoring-only") { Without = [Dmarc], With = ["_dmarc TXT v=DMARC1; p=none; rua=mailto:d@ZONE"] },
        new("caa-missing", "dns: caa-none") { Without = ["@ CAA"] },
        new("mx-alias", "dns: mx-is-cname") { Without = ["@ MX"], With = ["@ MX 10 www.ZONE"] },
        new("mx-dead", "dns: mx-unresolvable") { Without = ["@ MX"], With = ["@ MX 10 gone.ZONE"] },
        new("address-gone", "dns: record-missing|home: name_resolution_error") { Without = ["@ A"] },
        new("address-private", "dns: address-private|home: blocked_by_policy") { Without = ["@ A"], With = ["@ A 10.0.0.1"] },
        new("ttl-short", "dns: ttl-low") { Text = text => text.Replace("3600 IN A 127.0.0.1", "30 IN A 127.0.0.1", StringComparison.Ordinal) },
        new("dangling", "dns: cname-dangling|home: name_resolution_error") { Watched = "www.", Without = ["www"], With = ["www CNAME gone.ZONE"] },
        new("takeover", "dns: takeover-risk|home: name_resolution_error") { Watched = "www.", Without = ["www"], With = ["www CNAME parfumerie.azurewebsites.net"] },
        new("loop", "dns: cname-loop|home: name_resolution_error") { Watched = "www.", Without = ["www"], With = ["www CNAME w.ZONE", "w CNAME www.ZONE"] },
        new("name-gone", "dns: name-nxdomain|home: name_resolution_error") { Watched = "www.", Without = ["www"] },
        new("one-server", "dns: ns-single") { Without = ["@ NS ns2"], Parent = lines => [.. lines.Where(line => !line.Contains("ns2.", StringComparison.Ordinal))] },
        new("lame", "dns: ns-refused") { Second = _ => null },
        new("other-serial", "dns: soa-serial-mismatch") { Second = text => text.Replace(" 1 7200 ", " 2 7200 ", StringComparison.Ordinal) },
        new("other-data", "dns: ns-data-mismatch") { Second = text => text.Replace("A 127.0.0.1", "A 127.0.0.2", StringComparison.Ordinal) },
        new("other-parent", "dns: ns-parent-child-mismatch") { With = ["@ NS ns3.ZONE", "ns3 A 127.59.NET.1"] },
        new("other-glue", "dns: glue-mismatch") { Without = ["ns2 A"], With = ["ns2 A 127.59.NET.1"] },
        new("signatures-ended", "dns: dnssec-bogus|dns: dnssec-signature-expired") { IsSigned = true, Spoil = zone => zone.Resign("@", RecordType.A, inception: DateTimeOffset.UtcNow.AddDays(-9), expiration: DateTimeOffset.UtcNow.AddDays(-1)) },
        new("signatures-end-soon", "dns: dnssec-signature-expires-soon") { IsSigned = true, Spoil = zone => zone.Resign("@", RecordType.A, expiration: DateTimeOffset.UtcNow.AddDays(2)) },
        new("signature-lost", "dns: dnssec-bogus|dns: dnssec-rrsig-missing") { IsSigned = true, Spoil = zone => zone.Without(record => record.Data is SignatureData { Covered: RecordType.A } && record.Owner.Equals(zone.Name)) },
        new("strange-ds", "dns: dnssec-bogus|dns: dnssec-ds-mismatch") { IsSigned = true, HasStrangeDs = true },
    ];
}
