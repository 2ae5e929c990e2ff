#:project ../src/SyntheticOps.Checker/SyntheticOps.Checker.csproj
#:property PublishAot=false
#:property AssemblyName=checker-bench
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050;CA1849
// Names validated per second when the chain to their zone is known: each one question to Knot DNS over loopback and the
// verification of its answer, half of them denials. Run it with `dotnet run ops.cs bench dnssec`; `bench checker` runs it too.
// apt: knot=/usr/sbin/knotd
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

const int Names = 2000;
const int Concurrency = 16;
foreach (var program in Tree.Programs.Where(program => !File.Exists(program)))
{
    Console.Error.WriteLine($"{program} is missing: apt install knot");
    return 2;
}

var seconds = double.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "5", CultureInfo.InvariantCulture);
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
using var tree = new Tree(folder, Names);
try
{
    var anchors = await tree.StartAsync();
    foreach (var (zone, kind) in new[] { ("p256.example", "algorithm 13"), ("rsa.example", "algorithm 8, 2048 bits"), ("ed25519.example", "algorithm 15") })
    {
        var cache = new TrustCache(TimeProvider.System);
        await Load.RunAsync(tree, anchors, cache, zone, Names, Concurrency, seconds / 3);
        var done = await Load.RunAsync(tree, anchors, cache, zone, Names, Concurrency, seconds);
        Figures.Print(
            zone == "p256.example" ? "dnssec_names_per_s" : $"dnssec_names_per_s_{zone.Split('.')[0]}",
            done.Names / done.Seconds,
            "names/s",
            string.Create(CultureInfo.InvariantCulture, $"warm chain, {kind}, {Concurrency} at a time, half of the names denied; {done.Cpu / done.Names * 1e6:0} µs CPU each, {done.Names} names"));
    }

    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    tree.Dispose();
    Directory.Delete(folder, recursive: true);
}

/// <summary>What was done in one measurement.</summary>
internal sealed record Done(long Names, double Seconds, double Cpu);

/// <summary>So many at a time, each with its own lookup, one cache of proven zones for all.</summary>
internal static class Load
{
    public static async Task<Done> RunAsync(Tree tree, IReadOnlyList<TrustAnchor> anchors, TrustCache cache, string zone, int names, int concurrency, double seconds)
    {
        var clock = TimeProvider.System;
        var (started, cpu) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var all = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(worker => Task.Run(async () =>
        {
            var count = 0L;
            IterativeLookup? lookup = null;
            for (var i = worker; clock.GetElapsedTime(started).TotalSeconds < seconds; i += concurrency)
            {
                // A lookup remembers what it asked: a new one for each round of names, so that every name is asked anew.
                lookup = lookup is null || i % names < concurrency ? tree.Lookup() : lookup;
                var validator = new DnssecValidator(lookup, anchors, cache, new Judging(clock.GetUtcNow()));
                var name = DnsName.Parse($"{(i % 2 == 0 ? "n" : "absent")}{i % names}.{zone}");
                var answer = await validator.ValidateAsync(new DnsQuestion(name, RecordType.A), CancellationToken.None);
                count += answer.Status == Trust.Secure ? 1 : throw new InvalidOperationException($"{answer.Question} is {answer.Status}: {answer.Silence} {string.Join(' ', answer.Findings.Select(finding => finding.Text))}");
            }

            return count;
        })));
        return new(all.Sum(), clock.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}

/// <summary>A signed root, top-level domain and zones on one Knot DNS, on a free loopback port.</summary>
internal sealed class Tree(string folder, int names) : IDisposable
{
    public static readonly string[] Programs = ["/usr/sbin/knotd", "/usr/sbin/keymgr"];

    private static readonly (string Zone, int Algorithm)[] Zones = [("p256.example.", 13), ("rsa.example.", 8), ("ed25519.example.", 15), ("example.", 13), (".", 8)];

    private readonly Dictionary<string, string> _ds = [];
    private readonly int _port = FreePort();
    private Process? _knot;

    public async Task<IReadOnlyList<TrustAnchor>> StartAsync()
    {
        foreach (var (zone, algorithm) in Zones)
        {
            Configure();
            Run("/usr/sbin/keymgr", "-c", Path.Combine(folder, "knot.conf"), zone, "generate", $"algorithm={algorithm}", "ksk=yes", "zsk=yes");
            _ds[zone] = Run("/usr/sbin/keymgr", "-c", Path.Combine(folder, "knot.conf"), zone, "ds").Split('\n').First(line => line.Contains(" 2 ", StringComparison.Ordinal));
        }

        Configure();
        _knot = Process.Start(new ProcessStartInfo("/usr/sbin/knotd", ["-c", Path.Combine(folder, "knot.conf")]));
        var anchors = TrustAnchorFile.Parse(_ds["."]);
        for (var i = 0; i < 600; i++)
        {
            var ready = true;
            foreach (var zone in Zones)
            {
                var answer = await new DnssecValidator(Lookup(), anchors, new TrustCache(TimeProvider.System), new Judging(DateTimeOffset.UtcNow)).ValidateAsync(new DnsQuestion(DnsName.Parse(zone.Zone), RecordType.SOA), CancellationToken.None);
                ready &= answer.Status == Trust.Secure;
            }

            if (ready)
            {
                return anchors;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("Knot does not serve the signed zones.");
    }

    public IterativeLookup Lookup() => new(new DnsClient(TimeProvider.System, _ => true), new DnsRoots([IPAddress.Loopback], _port)) { Dnssec = true, Most = int.MaxValue };

    public void Dispose()
    {
        if (_knot is { HasExited: false })
        {
            _knot.Kill();
            _knot.WaitForExit();
        }

        _knot?.Dispose();
        _knot = null;
    }

    private void Configure()
    {
        const string Start = "$TTL 3600\n@ SOA ns.root. h.root. 1 7200 3600 1209600 3600\n@ NS ns.root.\n";
        foreach (var (zone, _) in Zones)
        {
            var cuts = Zones.Where(other => other.Zone != zone && other.Zone.EndsWith("." + zone.TrimStart('.'), StringComparison.Ordinal) && other.Zone.Count(c => c == '.') == zone.TrimStart('.').Count(c => c == '.') + 1);
            var hosts = zone.Count(c => c == '.') == 2 ? Enumerable.Range(0, names / 2).Select(i => $"n{2 * i} A 192.0.2.{i % 250}\n") : [];
            File.WriteAllText(Path.Combine(folder, $"{zone}zone"), Start + (zone == "." ? "ns.root. A 127.0.0.1\n" : "") + string.Concat(cuts.Select(cut => $"{cut.Zone} NS ns.root.\n{_ds.GetValueOrDefault(cut.Zone)}\n")) + string.Concat(hosts));
        }

        File.WriteAllText(Path.Combine(folder, "knot.conf"), $"""
            server:
                rundir: "{folder}"
                listen: 127.0.0.1@{_port}
                udp-workers: 1
            database:
                storage: "{folder}"
            log:
              - target: stderr
                any: error
            policy:
              - id: manual
                manual: on
            template:
              - id: default
                storage: "{folder}"
                file: "%s.zone"
                zonefile-sync: -1
                dnssec-signing: on
                dnssec-policy: manual
            zone:
            {string.Join('\n', Zones.Select(zone => $"  - domain: {zone.Zone}\n    file: \"{zone.Zone}zone\""))}
            """);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    private static int FreePort()
    {
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
    }
}

/// <summary>One line of JSON per figure, as ops.cs reads them.</summary>
internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) => Console.WriteLine(JsonSerializer.Serialize(new { name, value, unit, note }, JsonSerializerOptions.Web));
}
