using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns;
using SyntheticOps.Checker.Tests.Dns.Dnssec;

namespace SyntheticOps.Checker.Tests.Shop;

/// <summary>
/// A signed root and top-level domain on one Knot DNS, and the shop's zone, once well and once with each fault, on two more in
/// different networks. Its names lead to 127.0.0.1, where the demo shop listens.
/// </summary>
public sealed class ShopZones : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("synops-zones-").FullName;
    private readonly List<Process> _servers = [];
    private readonly int _net = RandomNumberGenerator.GetInt32(2, 250);

    /// <summary>What is not installed; null when the servers run.</summary>
    public string? Missing { get; private set; }

    public int Port { get; private set; }

    public string AnchorFile => Path.Combine(_folder, "anchor");

    public IPAddress Root => IPAddress.Parse($"127.56.{_net}.1");

    private string First => $"127.57.{_net}.1";

    private string Second => $"127.58.{_net}.1";

    internal static string ZoneOf(ZoneFault fault) => $"parfumerie-{fault.Name}.example";

    public async ValueTask InitializeAsync()
    {
        Missing = Knot.Find("knotd") is null ? "knotd (package knot)" : null;
        if (Missing is not null)
        {
            return;
        }

        Port = Knot.FreePort();
        var root = new SignedZone(".", "@ NS ns.root", $"ns.root A {Root}", "example NS ns.root") { Keys = [TestKey.Create()] };
        var top = new SignedZone("example", "@ NS ns.root") { Keys = [TestKey.Create()] };
        var (first, second) = (new List<(string, string)>(), new List<(string, string)>());
        foreach (var fault in ZoneFault.All)
        {
            var zone = Make(fault);
            Delegate(top, fault, zone);
            var text = fault.Text(zone.Text);
            first.Add((ZoneOf(fault), text));
            if (fault.Second(text) is { } other)
            {
                second.Add((ZoneOf(fault), other));
            }
        }

        root.Add("example", RecordType.DS, top.Keys[0].Ds("example"));
        await File.WriteAllTextAsync(AnchorFile, string.Join('\n', root.Keys.Select(key => $". IN DNSKEY {key.Data}")), TestContext.Current.CancellationToken);
        Start("root", Root.ToString(), [(".", root.Sign().Text), ("example", top.Sign().Text)]);
        Start("first", First, first);
        Start("second", Second, second);
        await Knot.ReadyAsync(new IPEndPoint(Root, Port), "example");
        await Knot.ReadyAsync(new IPEndPoint(IPAddress.Parse(First), Port), first[^1].Item1);
        await Knot.ReadyAsync(new IPEndPoint(IPAddress.Parse(Second), Port), second[^1].Item1);
    }

    public async ValueTask DisposeAsync()
    {
        await Knot.StopAsync(_servers);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The addresses of a name by these zones, as a customer's resolver finds them.</summary>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken token)
    {
        var lookup = new IterativeLookup(new DnsClient(TimeProvider.System, _ => true), new DnsRoots([Root], Port));
        var answer = await lookup.LookupAsync(new DnsQuestion(DnsName.Parse(host), RecordType.A), token);
        return answer.Status == LookupStatus.Found
            ? [.. answer.Data<AddressData>().Select(data => data.Address)]
            : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
    }

    private SignedZone Make(ZoneFault fault)
    {
        string[] healthy =
        [
            "@ NS ns1.ZONE", "@ NS ns2.ZONE", $"ns1 A {First}", $"ns2 A {Second}", "@ A 127.0.0.1", "www CNAME ZONE", "@ MX 10 mail.ZONE", "mail A 8.8.8.9",
            "@ TXT v=spf1 mx -all", "_dmarc TXT v=DMARC1; p=reject; rua=mailto:d@ZONE", "@ CAA issue ca.example",
        ];
        var name = ZoneOf(fault);
        var zone = new SignedZone(name) { Keys = fault.IsSigned ? [TestKey.Create()] : [] };
        foreach (var line in healthy.Where(line => !fault.Without.Any(gone => line.StartsWith(gone + ".", StringComparison.Ordinal) || (line + " ").StartsWith(gone + " ", StringComparison.Ordinal))).Concat(fault.With))
        {
            var text = line.Replace("ZONE", name, StringComparison.Ordinal).Replace("NET", _net.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            _ = text.Split(' ') is ["@", "CAA", var tag, var value] ? zone.Add("@", RecordType.CAA, new CaaData(0, tag, Encoding.ASCII.GetBytes(value))) : zone.Add(text);
        }

        fault.Spoil(zone.Sign());
        return zone;
    }

    private void Delegate(SignedZone top, ZoneFault fault, SignedZone zone)
    {
        var owner = ZoneOf(fault).Split('.')[0];
        foreach (var line in fault.Parent([$"{owner} NS ns1.{owner}.example", $"{owner} NS ns2.{owner}.example", $"ns1.{owner} A {First}", $"ns2.{owner} A {Second}"]))
        {
            top.Add(line);
        }

        if (fault.IsSigned)
        {
            top.Add(owner, RecordType.DS, (fault.HasStrangeDs ? TestKey.Create() : zone.Keys[0]).Ds(ZoneOf(fault)));
        }
    }

    private void Start(string name, string address, IEnumerable<(string Zone, string Text)> zones) => _servers.Add(Knot.Start(Knot.Configure(
        Path.Combine(_folder, name), [address], Port, [.. zones.Select((zone, i) => ($"zone{i}", zone.Zone.TrimEnd('.') + ".", zone.Text))])));
}
