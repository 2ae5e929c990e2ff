using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Knot DNS makes the keys and signs the zones itself: a tree of each algorithm, of NSEC and NSEC3, validates.</summary>
public sealed class KnotSignedTests(KnotSignedTests.Tree tree) : IClassFixture<KnotSignedTests.Tree>
{
    private static readonly int[] Algorithms = [8, 10, 13, 14, 15, 16];

    public static TheoryData<string, string, bool> Questions =>
    [
        .. from zone in Algorithms.Select(algorithm => $"a{algorithm}.example").Append("nsec3.example")
           from asked in (string[])["@ A", "@ SOA", "@ DNSKEY", "@ MX", "mixed TXT", "x.wild TXT", "ent A", "nothing A", "below.nothing AAAA", "x.wild A", "to A"]
           select (zone, asked, true),
        ("none.example", "@ A", false),
        ("none.optout.example", "www A", false),
        ("optout.example", "@ MX", true),
        // RFC 5155 section 9.2: a proof by opt-out makes nothing secure.
        ("optout.example", "nothing A", false),
        ("optout.example", "x.wild TXT", false),
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task ValidateAsync_ZoneSignedByKnot_IsSecure(string zone, string asked, bool secure)
    {
        Assert.SkipWhen(tree.Missing is not null, $"{tree.Missing} is not installed");
        var words = asked.Split(' ');
        var name = DnsName.Parse(words[0] == "@" ? zone : $"{words[0]}.{zone}");

        var answer = await tree.Validator().ValidateAsync(new DnsQuestion(name, Enum.Parse<RecordType>(words[1])), TestContext.Current.CancellationToken);

        answer.Findings.ShouldBeEmpty();
        answer.Silence.ShouldBeNull();
        answer.Status.ShouldBe(secure ? Trust.Secure : Trust.Insecure);
    }

    /// <summary>The tree, on one server.</summary>
    public sealed class Tree : IAsyncLifetime
    {
        private const string Policies = """
            policy:
              - id: own
                manual: on
              - id: nsec3
                manual: on
                nsec3: on
                nsec3-iterations: 3
                nsec3-salt-length: 8
              - id: optout
                manual: on
                nsec3: on
                nsec3-opt-out: on
                nsec3-iterations: 0
                nsec3-salt-length: 0
            """;

        private readonly string _folder = Directory.CreateTempSubdirectory("synops-knot-").FullName;
        private readonly IPAddress _address = IPAddress.Parse($"127.55.{RandomNumberGenerator.GetInt32(2, 250)}.1");
        private readonly List<Process> _servers = [];
        private IReadOnlyList<TrustAnchor> _anchors = [];
        private int _port;

        public string? Missing { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Missing = Knot.Find("knotd") is null || Knot.Find("keymgr") is null ? "knotd or keymgr (package knot)" : null;
            if (Missing is not null)
            {
                return;
            }

            _port = Knot.FreePort();
            var ds = new Dictionary<string, string>();
            foreach (var (zone, algorithm) in Signed())
            {
                await KeymgrAsync(Configure(ds), zone, "generate", $"algorithm={algorithm}", "ksk=yes", "zsk=yes");
                ds[zone] = (await KeymgrAsync(Configure(ds), zone, "ds")).Split('\n').First(line => line.Contains(" 2 ", StringComparison.Ordinal));
            }

            _anchors = TrustAnchorFile.Parse(ds["."]);
            _servers.Add(Knot.Start(Configure(ds)));
            await Knot.ReadyAsync(new IPEndPoint(_address, _port), "optout.example");
        }

        public async ValueTask DisposeAsync()
        {
            await Knot.StopAsync(_servers);
            Directory.Delete(_folder, recursive: true);
        }

        internal DnssecValidator Validator()
        {
            var lookup = new IterativeLookup(new DnsClient(TimeProvider.System, _ => true), new DnsRoots([_address], _port)) { Dnssec = true };
            return new DnssecValidator(lookup, _anchors, new TrustCache(TimeProvider.System), new Judging(DateTimeOffset.UtcNow));
        }

        private static IEnumerable<(string Zone, int Algorithm)> Signed() =>
            Algorithms.Select(algorithm => ($"a{algorithm}.example.", algorithm)).Append(("nsec3.example.", 13)).Append(("optout.example.", 13)).Append(("example.", 13)).Append((".", 8));

        private string Configure(Dictionary<string, string> ds)
        {
            const string Start = "@ SOA ns.root. h.root. 1 7200 3600 1209600 3600\n@ NS ns.root.\n";
            var own = Start + """
                @ A 192.0.2.1
                Mixed TXT "Case" "kept"
                *.wild TXT "made"
                a.ent A 192.0.2.3
                to CNAME www.a13.example.
                www A 192.0.2.2
                none NS ns.root.
                """;
            var below = Signed().Select(zone => zone.Zone).Where(zone => zone.Count(letter => letter == '.') == 2).ToList();
            string Cuts(IEnumerable<string> zones) => string.Join('\n', zones.Select(zone => $"{zone} NS ns.root.\n{ds.GetValueOrDefault(zone)}"));
            return Knot.Configure(
                _folder,
                [_address.ToString()],
                _port,
                [
                    (".zone", ".", $"{Start}ns.root. A {_address}\n{Cuts(["example."])}"),
                    ("example", "example.", $"{Start}{Cuts(below)}\nnone NS ns.root.\n"),
                    ("none", "none.example.", own),
                    ("deep", "none.optout.example.", own),
                    .. below.Select(zone => (zone.TrimEnd('.'), zone, own)),
                ],
                Policies,
                zone => zone.StartsWith("none.", StringComparison.Ordinal) ? "" : $"    dnssec-signing: on\n    dnssec-policy: {(zone.Split('.')[0] is "nsec3" or "optout" ? zone.Split('.')[0] : "own")}\n");
        }

        private static async Task<string> KeymgrAsync(string configuration, params string[] arguments)
        {
            var start = new ProcessStartInfo(Knot.Find("keymgr")!, ["-c", configuration, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var keymgr = Process.Start(start)!;
            var error = keymgr.StandardError.ReadToEndAsync();
            var text = await keymgr.StandardOutput.ReadToEndAsync();
            await keymgr.WaitForExitAsync();
            var wrong = await error;
            return keymgr.ExitCode == 0 ? text : throw new InvalidOperationException($"keymgr failed: {wrong}");
        }
    }
}
