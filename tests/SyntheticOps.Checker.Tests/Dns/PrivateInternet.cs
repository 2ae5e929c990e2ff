using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>
/// A root, a top-level domain and zones below it, served by two processes of Knot DNS on loopback addresses and a free port.
/// Without Knot and dig (packages knot, bind9-dnsutils) <see cref="Missing"/> says so and the tests are skipped.
/// </summary>
public sealed class PrivateInternet : IAsyncLifetime
{
    private const string Parent = """
        @ SOA ns.root. hostmaster.root. 1 7200 3600 1209600 3600
        @ NS ns.root.
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("synops-dns-").FullName;
    private readonly List<Process> _servers = [];
    private readonly int _net = RandomNumberGenerator.GetInt32(2, 250);

    /// <summary>What is not installed; null when the servers run.</summary>
    public string? Missing { get; private set; }

    public int Port { get; private set; }

    public string Root => $"127.53.{_net}.1";

    public string Shop => $"127.53.{_net}.2";

    internal IPEndPoint ShopServer => new(IPAddress.Parse(Shop), Port);

    public async ValueTask InitializeAsync()
    {
        Missing = Knot.Find("knotd") is null ? "knotd (package knot)" : Knot.Find("dig") is null ? "dig (package bind9-dnsutils)" : null;
        if (Missing is not null)
        {
            return;
        }

        Port = Knot.FreePort();
        Start("root", Root, ("root", ".", RootZone()), ("example", "example.", TopZone()));
        Start(
            "shop",
            Shop,
            ("shop", "shop.example.", ShopZone()),
            ("stranger", "stranger.example.", "@ SOA ns1.shop.example. h.shop.example. 1 7200 3600 1209600 3600\n@ NS ns1.shop.example.\n@ NS ns2.shop.example.\n@ A 8.8.8.8"));
        await Knot.ReadyAsync(new IPEndPoint(IPAddress.Parse(Root), Port), ".");
        await Knot.ReadyAsync(ShopServer, "shop.example");
    }

    public async ValueTask DisposeAsync()
    {
        await Knot.StopAsync(_servers);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lines that dig prints, one record each.</summary>
    public async Task<string[]> DigAsync(string server, params string[] arguments)
    {
        string[] all = ["@" + server, "-p", Port.ToString(CultureInfo.InvariantCulture), "+noall", "+answer", "+nosplit", "+norecurse", "+time=5", .. arguments];
        var start = new ProcessStartInfo(Knot.Find("dig")!, all) { RedirectStandardOutput = true };
        using var dig = Process.Start(start)!;
        var text = await dig.StandardOutput.ReadToEndAsync();
        await dig.WaitForExitAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string RootZone() => $"""
        {Parent}
        ns.root. A {Root}
        example. NS ns.root.
        """;

    private string TopZone() => $"""
        {Parent}
        shop NS ns1.shop
        shop NS ns2.shop
        ns1.shop A {Shop}
        ns2.shop A {Shop}
        stranger NS ns1.shop.example.
        lame NS ns1.shop.example.
        lame NS ns2.shop.example.
        silent NS ns1.silent
        ns1.silent A 127.53.{_net}.9
        noglue NS ns1.noglue.example.
        differs NS ns1.shop.example.
        differs NS ns3.shop.example.
        """;

    private string ShopZone() => $"""
        $TTL 3600
        @ SOA ns1 hostmaster 2026010101 7200 3600 1209600 3600
        @ NS ns1
        @ NS ns2
        ns1 A {Shop}
        ns2 A {Shop}
        @ A 8.8.8.8
        @ A 8.8.4.4
        @ AAAA 2606:4700::1
        @ MX 10 mail
        @ CAA 0 issue "ca.example; accounturi=https://ca.example/1"
        @ CAA 128 iodef "mailto:sec@shop.example"
        @ TXT "v=spf1 " "mx -all"
        @ TXT "with \"quotes\" and \\ and \200"
        @ HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1 port=8443
        mail A 8.8.8.9
        mail AAAA 2606:4700::2
        _dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@shop.example"
        www CNAME shop.example.
        loop CNAME loop2
        loop2 CNAME loop
        gone CNAME nothing.shop.example.
        long CNAME l1
        {string.Join('\n', Enumerable.Range(1, 40).Select(i => $"l{i} CNAME l{i + 1}"))}
        many {string.Join("\nmany ", Enumerable.Range(0, 500).Select(i => $"A 10.1.{i / 250}.{i % 250}"))}
        a\.b TXT "dot"
        *.wild TXT "wild"
        ent.below TXT "x"
        _sip._tcp SRV 1 2 5060 mail
        naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@shop.example!" .
        _443._tcp TLSA 3 1 1 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
        host SSHFP 4 2 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789
        host HINFO "PC" "Linux"
        child DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
        child NS ns1
        key DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
        ptr PTR Host.Shop.Example.
        new TYPE65280 \# 3 0A0B0C
        """;

    private void Start(string name, string address, params (string File, string Zone, string Text)[] zones) =>
        _servers.Add(Knot.Start(Knot.Configure(Path.Combine(_folder, name), [address], Port, zones)));
}
