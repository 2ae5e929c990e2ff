#:project ../src/SyntheticOps.Gateway/SyntheticOps.Gateway.csproj
#:property PublishAot=false
#:property AssemblyName=gateway-bench
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// Our gateway with everything on, without and with telemetry (to a sink that forgets it), a bare YARP host and nginx, each before the
// same upstream: 1 KiB answers, 64 connections, loopback, interleaved. Run it with `dotnet run ops.cs bench gateway --rounds 1`.
// It needs wrk and nginx (apt-get install wrk nginx-light). For a quick look SYNOPS_BENCH_LOAD_S shortens the ten minutes of load before
// memory is read, and SYNOPS_BENCH_ROUNDS the nine rounds.
// apt: wrk=/usr/bin/wrk nginx-light=/usr/sbin/nginx
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Lists;

var rounds = int.Parse(Environment.GetEnvironmentVariable("SYNOPS_BENCH_ROUNDS") ?? "9", CultureInfo.InvariantCulture);
const int WarmUp = 25;
var seconds = int.Parse(Environment.GetEnvironmentVariable("SYNOPS_BENCH_LOAD_S") ?? "600", CultureInfo.InvariantCulture);
foreach (var tool in (string[])["wrk", "nginx"])
{
    if (!(Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))
    {
        Console.Error.WriteLine($"{tool} is not installed: apt-get install wrk nginx-light.");
        return 2;
    }
}

var repository = Path.GetDirectoryName(AppContext.GetData("EntryPointFileDirectoryPath") as string) ?? Environment.CurrentDirectory;
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
var hosts = new Hosts(repository, folder);
try
{
    Lookups.Print();
    hosts.Start();
    string[] variants = [Hosts.Yarp, Hosts.Ours, Hosts.Telemetry, Hosts.Nginx];
    foreach (var variant in variants)
    {
        Load.Run(hosts.Url(variant), WarmUp); // tiered compilation settles; on a busy machine that takes its time
    }

    var seen = variants.ToDictionary(variant => variant, _ => new List<Result>());
    for (var round = 0; round < rounds; round++)
    {
        // Each round begins with another one, so that no variant always runs after the same.
        foreach (var variant in variants.Skip(round % variants.Length).Concat(variants.Take(round % variants.Length)))
        {
            var before = hosts.CpuSeconds(variant);
            var result = Load.Run(hosts.Url(variant), 4);
            seen[variant].Add(result with { CpuMicroseconds = 1e6 * (hosts.CpuSeconds(variant) - before) / (4 * result.PerSecond) });
        }
    }

    foreach (var (variant, results) in seen)
    {
        Figures.Print($"rps {variant}", Figures.Median(results.Select(result => result.PerSecond)), "1/s", "median of the rounds");
        Figures.Print($"cpu {variant}", Figures.Median(results.Select(result => result.CpuMicroseconds)), "us", "of the process, for each request, median of the rounds");
        Figures.Print($"p99 {variant}", Figures.Median(results.Select(result => result.P99)), "ms", "median of the rounds");
    }

    Figures.Print("rps_vs_yarp", Figures.Ratio(seen[Hosts.Ours], seen[Hosts.Yarp], result => result.PerSecond), "x", "everything on, telemetry off; target at least 0.90");
    Figures.Print("rps_telemetry_vs_yarp", Figures.Ratio(seen[Hosts.Telemetry], seen[Hosts.Yarp], result => result.PerSecond), "x", "with telemetry to a sink that forgets it; target at least 0.75");
    Figures.Print("p99_vs_yarp", Figures.Ratio(seen[Hosts.Ours], seen[Hosts.Yarp], result => result.P99), "x", "telemetry off; target at most 1.2");
    Figures.Print("rps_vs_nginx", Figures.Ratio(seen[Hosts.Ours], seen[Hosts.Nginx], result => result.PerSecond), "x", "telemetry off; nginx without access log");
    Figures.Print("errors", seen.Values.SelectMany(results => results).Sum(result => result.Errors), "", "answers other than 2xx and broken connections in all rounds");
    Figures.Print("dropped", Maintenance.SwitchUnderLoad(hosts, 10), "", "requests without an answer while maintenance is switched on and off each half second");
    for (var loaded = (rounds * 4) + WarmUp + 10; loaded < seconds; loaded += 60)
    {
        Load.Run(hosts.Url(Hosts.Telemetry), Math.Min(60, seconds - loaded));
    }

    Figures.Print("rss_mb", hosts.Megabytes(Hosts.Telemetry), "MiB", $"resident, after {seconds} s of load; target at most 250");
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    hosts.Stop();
    Directory.Delete(folder, recursive: true);
}

/// <summary>The upstream, the sink and what stands before them, each a process of its own.</summary>
internal sealed partial class Hosts(string repository, string folder)
{
    public const string Yarp = "yarp";
    public const string Ours = "gateway";
    public const string Telemetry = "gateway with telemetry";
    public const string Nginx = "nginx";
    public const string OperatorKey = "OperatorKeyOfTheBench0123456789";

    private readonly Dictionary<string, (Process Process, string Url)> _running = [];
    private readonly List<Process> _others = [];

    public string Admin { get; private set; } = "";

    public string Url(string variant) => _running[variant].Url;

    public void Start()
    {
        var (upstream, sink, proxy) = (FreePort(), FreePort(), FreePort());
        _others.Add(StartNginx("upstream", $$"""
            server { listen 127.0.0.1:{{upstream}}; location / { default_type text/plain; return 200 "{{new string('x', 1024)}}"; } }
            server { listen 127.0.0.1:{{sink}}; client_max_body_size 0; location / { default_type application/x-protobuf; return 200 ""; } }
            """));
        _running[Nginx] = (StartNginx("proxy", $$"""
            upstream shop { server 127.0.0.1:{{upstream}}; keepalive 64; }
            server { listen 127.0.0.1:{{proxy}}; location / { proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
              proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; } }
            """), $"http://127.0.0.1:{proxy}/");
        var shop = $"http://127.0.0.1:{upstream}";
        var yarp = Build("bench/gateway/yarp.cs", "yarp");
        var ours = Build("src/SyntheticOps.Gateway", "SyntheticOps.Gateway");
        _running[Yarp] = StartDotnet(yarp,
        [
            ("urls", "http://127.0.0.1:0"), ("ReverseProxy__Routes__shop__ClusterId", "shop"), ("ReverseProxy__Routes__shop__Match__Path", "{**path}"),
            ("ReverseProxy__Clusters__shop__Destinations__shop__Address", shop), ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
        ]);
        _running[Ours] = StartDotnet(ours, Everything(shop, "off"));
        _running[Telemetry] = StartDotnet(ours, [.. Everything(shop, "on"), ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{sink}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
    }

    public double Megabytes(string variant)
    {
        var line = File.ReadLines($"/proc/{_running[variant].Process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms; of nginx its workers count.</summary>
    public double CpuSeconds(string variant)
    {
        var process = _running[variant].Process;
        var ids = variant == Nginx ? File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) : [process.Id.ToString(CultureInfo.InvariantCulture)];
        return ids.Select(id => File.ReadAllText($"/proc/{id}/stat")).Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')).Sum(fields => double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
    }

    public void Stop()
    {
        foreach (var process in _others.Concat(_running.Values.Select(running => running.Process)))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>What a careful shop would configure: lists, limits, watched logins, hosts, headers, a health check.</summary>
    private (string, string)[] Everything(string shop, string name)
    {
        var block = Path.Combine(folder, "block.txt");
        File.WriteAllLines(block, Enumerable.Range(0, 100_000).Select(i => $"{100 + (i / 65536)}.{i / 256 % 256}.{i % 256}.0/24"));
        return
        [
            ("SYNOPS_DATA", Path.Combine(folder, "data-" + name)), ("SYNOPS_OPERATOR_KEY", OperatorKey), ("SYNOPS_PROBE_KEY", "ProbeKeyOfTheBench0123456789abc"),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"), ("services__parfumerie__http__0", shop),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"), ("STRIPE_WEBHOOK_SECRET", "whsec_bench"),
            ("Customers__Hosts__0", "127.0.0.1"), ("Customers__KnownProxies__0", "198.51.100.0/24"), ("Guard__Lists__BlockFile", block),
            ("Guard__Rates__everybody__Requests", "9000000"), ("Guard__Rates__everybody__PerS", "10"), ("Guard__Rates__login__Requests", "10"), ("Guard__Rates__login__Paths__0", "/connexion"),
            ("Guard__Logins__Paths__0", "/connexion"), ("Guard__Automatic__Enabled", "true"),
        ];
    }

    private string Build(string project, string name)
    {
        var output = Path.Combine(folder, "bin-" + name);
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-v", "q", "-o", output]) { WorkingDirectory = repository, RedirectStandardOutput = true })!;
        var text = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? Path.Combine(output, name + ".dll") : throw new InvalidOperationException($"{project} did not build:\n{text}");
    }

    private Process StartNginx(string name, string servers)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var file = Path.Combine(home, "nginx.conf");
        File.WriteAllText(file, $$"""
            daemon off; worker_processes auto; pid {{home}}/pid; error_log stderr crit;
            events { worker_connections 1024; }
            http { access_log off; keepalive_requests 1000000; client_body_temp_path {{home}}/body; proxy_temp_path {{home}}/proxy; fastcgi_temp_path {{home}}/f; uwsgi_temp_path {{home}}/u; scgi_temp_path {{home}}/s;
            {{servers}} }
            """);
        return Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", ["-p", home, "-c", file]))!;
    }

    private (Process Process, string Url) StartDotnet(string assembly, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [assembly]) { WorkingDirectory = Path.GetDirectoryName(assembly)!, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var urls = new List<string>();
        var expected = assembly.Contains("yarp", StringComparison.Ordinal) ? 1 : 2;
        while (urls.Count < expected)
        {
            var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Path.GetFileName(assembly)} did not start.");
            if (Listening().Match(line) is { Success: true } match)
            {
                urls.Add(match.Groups[1].Value);
            }
        }

        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        Admin = expected == 2 ? urls[0] : Admin; // in the order of the endpoints' names: admin, http
        return (process, urls[^1] + "/");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}

/// <summary>One run of wrk.</summary>
internal sealed record Result(double PerSecond, double P99, int Errors, int Broken, double CpuMicroseconds = 0);

internal static partial class Load
{
    public static Result Run(string url, int seconds)
    {
        using var wrk = Start(url, seconds);
        return Read(wrk);
    }

    public static Process Start(string url, int seconds) =>
        Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c64", $"-d{seconds}s", "--timeout", "10s", "--latency", url]) { RedirectStandardOutput = true })!;

    public static Result Read(Process wrk)
    {
        var text = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var rate = Rate().Match(text);
        var latency = Latency().Match(text);
        if (!rate.Success || !latency.Success)
        {
            throw new InvalidOperationException($"wrk did not measure:\n{text}");
        }

        var broken = Broken().Match(text) is { Success: true } match ? match.Groups.Values.Skip(1).Sum(group => int.Parse(group.Value, CultureInfo.InvariantCulture)) : 0;
        var refused = Refused().Match(text) is { Success: true } other ? int.Parse(other.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var unit = latency.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return new Result(Number(rate), Number(latency) * unit, broken + refused, broken);
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Latency();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex Broken();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Refused();
}

/// <summary>Switches the gateway with telemetry on and off while customers come.</summary>
internal static class Maintenance
{
    public static double SwitchUnderLoad(Hosts hosts, int seconds)
    {
        using var client = new HttpClient { BaseAddress = new Uri(hosts.Admin) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + Hosts.OperatorKey);
        client.DefaultRequestHeaders.Add("Synops-Actor", "user:bench");
        using var wrk = Load.Start(hosts.Url(Hosts.Telemetry), seconds);
        var switched = 0;
        for (; !wrk.HasExited; switched++)
        {
            using var answer = client.PutAsJsonAsync("/api/v1/maintenance", new { mode = switched % 2 == 0 ? "on" : "off", reason = "bench" }).Result;
            answer.EnsureSuccessStatusCode();
            Thread.Sleep(500);
        }

        using var off = client.PutAsJsonAsync("/api/v1/maintenance", new { mode = "off", reason = "bench" }).Result;
        var seen = Load.Read(wrk);
        return switched > 4 && seen.Errors > seen.Broken ? seen.Broken : throw new InvalidOperationException("Maintenance was not seen under load.");
    }
}

/// <summary>How long one address among 100,000 networks takes to find.</summary>
internal static class Lookups
{
    public static void Print()
    {
        var random = new Random(1);
        var now = DateTimeOffset.UnixEpoch;
        var entries = Enumerable.Range(0, 100_000).Select(i =>
        {
            var text = (i % 12, i % 4) switch
            {
                (0, _) => $"2001:db8:{i >> 8:x}::/48",
                (_, 0) => $"2001:db8:{i >> 8:x}:{i & 255:x}::/64",
                _ => $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.0/24",
            };
            return AddressRange.TryParse(text, out var range) ? new ListEntry(ListNames.Block, range, null, "bench", "bench", now, ListSources.File) : throw new InvalidOperationException(text);
        }).ToList();
        var table = new RangeTable(entries);
        var asked = Enumerable.Range(0, 4096).Select(i => System.Net.IPAddress.Parse(i % 4 == 0 ? $"2001:db8:{random.Next(400):x}:{random.Next(256):x}::1" : $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.9")).ToArray();
        var times = new double[400_000];
        var found = 0;
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            found += table.Find(asked[i % asked.Length], TimeProvider.System) is null ? 0 : 1;
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(times);
        Figures.Print("block_lookup_p99_us", times[(int)(times.Length * 0.99)], "us", $"100,000 networks, v4 and v6, {times.Length} lookups, {100 * found / times.Length} % found; target at most 5");
    }
}

/// <summary>The protocol of `ops.cs bench`: a line of JSON a figure.</summary>
internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 3), unit, note }));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>Median over the rounds of one round's quotient: drift of the machine meets both sides.</summary>
    public static double Ratio(List<Result> ours, List<Result> other, Func<Result, double> of) => Median(ours.Zip(other, (one, two) => of(one) / of(two)));
}
