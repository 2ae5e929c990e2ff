using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>
/// A signed root, two signed top-level domains (NSEC and NSEC3 with opt-out) and one zone for each case below them, all on
/// one Knot DNS; a second one serves an unsigned copy of one zone and an old copy of another. The test signs them, so that it can spoil them.
/// </summary>
public sealed class SignedInternet : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("synops-dnssec-").FullName;
    private readonly List<Process> _servers = [];
    private readonly int _net = RandomNumberGenerator.GetInt32(2, 250);

    /// <summary>The zones above all cases.</summary>
    public static readonly string[] Tops = [".", "example.", "optout.", "plain.", "open."];

    /// <summary>What is not installed; null when the servers run.</summary>
    public string? Missing { get; private set; }

    public int Port { get; private set; }

    /// <summary>Serves everything.</summary>
    public IPAddress First => IPAddress.Parse($"127.54.{_net}.1");

    /// <summary>Serves `halfsigned.example` without signatures, and `oldcopy.example` with ended ones.</summary>
    public IPAddress Second => IPAddress.Parse($"127.54.{_net}.2");

    /// <summary>A file with the root's key.</summary>
    public string AnchorFile => Path.Combine(_folder, "anchor");

    public string FileOf(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask InitializeAsync()
    {
        Missing = Knot.Find("knotd") is null ? "knotd (package knot)" : null;
        if (Missing is not null)
        {
            return;
        }

        Port = Knot.FreePort();
        var cases = SignedCases.All;
        var (root, tops) = Parents(cases);
        SignedZone[] all = [root, .. tops, .. cases.Select(one => SignedCases.AsServed(one.Zone))];
        await File.WriteAllTextAsync(AnchorFile, string.Join('\n', root.Keys.Select(key => $". IN DNSKEY {key.Data}")), TestContext.Current.CancellationToken);
        _servers.Add(Start("signed", First, all.Select(zone => (zone.Name, zone.Text))));
        string[] lines = ["@ NS ns.root", "@ NS ns2.root", "@ A 192.0.2.1"];
        var old = new SignedZone(SignedCases.OldCopy, lines) { Keys = cases.First(one => one.Name == SignedCases.OldCopy).Zone.Keys, Inception = DateTimeOffset.UtcNow.AddDays(-9), Expiration = DateTimeOffset.UtcNow.AddDays(-1) };
        _servers.Add(Start("second", Second, [(DnsName.Parse("halfsigned.example"), new SignedZone("halfsigned.example", lines).Sign().Text), (old.Name, old.Sign().Text)]));
        await Knot.ReadyAsync(new IPEndPoint(First, Port), cases[^1].Zone.Name.ToString());
        await Knot.ReadyAsync(new IPEndPoint(Second, Port), "halfsigned.example");
    }

    public async ValueTask DisposeAsync()
    {
        await Knot.StopAsync(_servers);
        Directory.Delete(_folder, recursive: true);
    }

    private (SignedZone Root, SignedZone[] Tops) Parents(IReadOnlyList<SignedCase> cases)
    {
        var root = new SignedZone(".", "@ NS ns.root", $"ns.root A {First}", $"ns2.root A {Second}") { Keys = [TestKey.Create()] };
        SignedZone[] tops =
        [
            new("example", "@ NS ns.root") { Keys = [TestKey.Create(8)] },
            new("optout", "@ NS ns.root") { Keys = [TestKey.Create()], Nsec3 = new(1, 0, 0, []), OptOut = true },
            new("plain", "@ NS ns.root"),
            new("open", "@ NS ns.root") { Keys = [TestKey.Create()] },
        ];
        foreach (var one in cases)
        {
            var top = tops.First(top => one.Zone.Name.IsAtOrBelow(top.Name));
            var owner = one.Zone.Name.ToString()[..^(top.Name.ToString().Length + 1)];
            top.Add($"{owner} NS ns.root");
            if (owner is "halfsigned" or "oldcopy")
            {
                top.Add($"{owner} NS ns2.root");
            }

            foreach (var ds in one.Pointers)
            {
                top.Add(owner, RecordType.DS, ds);
            }
        }

        foreach (var top in tops)
        {
            var owner = top.Name.ToString().TrimEnd('.');
            root.Add($"{owner} NS ns.root");
            if (top.Keys.Count > 0)
            {
                root.Add(owner, RecordType.DS, top.Keys[0].Ds(owner));
            }

            top.Sign();
        }

        // The parent of this one denies nothing.
        tops[3].Without(record => record.Type == RecordType.NSEC || record.Data is SignatureData { Covered: RecordType.NSEC });
        return (root.Sign(), tops);
    }

    private Process Start(string name, IPAddress address, IEnumerable<(DnsName Name, string Text)> zones) => Knot.Start(Knot.Configure(
        Path.Combine(_folder, name), [address.ToString()], Port, [.. zones.Select((zone, i) => ($"zone{i}", zone.Name.ToString(), zone.Text))]));
}

/// <summary>A zone with a fault, what its parent says of it, and what is to be found.</summary>
/// <param name="Codes">The findings about DNSSEC, exactly.</param>
/// <param name="Delv">What delv says: secure, insecure, bogus; null where it is not asked or judges otherwise on purpose.</param>
internal sealed record SignedCase(SignedZone Zone, IReadOnlyList<DigestData> Pointers, string Codes, string? Delv)
{
    /// <summary>The name to look at.</summary>
    public string Name { get; init; } = Zone.Name.ToString().TrimEnd('.');

    /// <summary>The type that delv is asked for.</summary>
    public string Asked { get; init; } = "A";
}
