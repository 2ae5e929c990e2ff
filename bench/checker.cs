#:project ../src/SyntheticOps.Checker/SyntheticOps.Checker.csproj
#:property PublishAot=false
#:property AssemblyName=checker-bench
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050;CA1849
// The checker against Debian's prometheus-blackbox-exporter; bench/checker/README.md says how: `dotnet run ops.cs bench checker`.
// With the argument `worker FOLDER` the program is the checker's side: it reads orders from standard input and answers with a line of JSON.
// apt: nginx-light=/usr/sbin/nginx knot=/usr/sbin/knotd prometheus-blackbox-exporter=/usr/bin/prometheus-blackbox-exporter openssl=/usr/bin/openssl
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checker;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

if (args is ["worker", var given])
{
    await Worker.RunAsync(given);
    return 0;
}

foreach (var program in Targets.Programs.Where(program => !File.Exists(program)))
{
    Console.Error.WriteLine($"{program} is missing: apt install nginx-light knot prometheus-blackbox-exporter openssl");
    return 2;
}

var seconds = double.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "3", CultureInfo.InvariantCulture);
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
using var targets = new Targets(folder);
try
{
    await targets.StartAsync();
    using var worker = new WorkerProcess(folder);
    var https = await Contest.RunAsync(targets, worker, "https", "headers", seconds);
    var tls = await Contest.RunAsync(targets, worker, "https", "headers+tls", seconds);
    var http = await Contest.RunAsync(targets, worker, "http", "http", seconds);
    var dns = await Contest.RunAsync(targets, worker, "dns", "dns", seconds);
    Figures.Print("http_per_cpu_vs_blackbox", http.PerCpu, "x", $"http checks per CPU second, ours by blackbox's: {http.OursText}; {http.TheirsText}");
    Figures.Print("headers_vs_blackbox_https", https.PerSecond, "x", $"sites/s with all requests of a headers check, by https probes/s: {https.OursText}; {https.TheirsText}");
    Figures.Print("headers_tls_vs_blackbox_https", tls.PerSecond, "x", $"sites/s with headers and tls, by https probes/s: {tls.OursText}; {tls.TheirsText}");
    Figures.Print("dns_vs_blackbox", dns.PerSecond, "x", $"single DNS questions/s: {dns.OursText}; {dns.TheirsText}");
    Dnssec.Run();
    Figures.Print("rss_mb", worker.PeakMegabytes, "MB", "largest resident memory of the checker's process over all of this");
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    targets.Dispose();
    Directory.Delete(folder, recursive: true);
}

/// <summary>bench/dnssec.cs as a process of its own: its figure belongs to this bench too.</summary>
internal static class Dnssec
{
    public static void Run()
    {
        using var dnssec = Process.Start(new ProcessStartInfo("dotnet", ["run", "--file", "bench/dnssec.cs"]) { RedirectStandardOutput = true })!;
        var lines = dnssec.StandardOutput.ReadToEnd().Split('\n');
        dnssec.WaitForExit();
        var figure = Array.Find(lines, line => line.StartsWith("{\"name\":\"dnssec_names_per_s\",", StringComparison.Ordinal));
        Console.WriteLine(figure ?? throw new InvalidOperationException($"bench/dnssec.cs gave no figure; exit code {dnssec.ExitCode}."));
    }
}

/// <summary>What one side did in its slices.</summary>
internal sealed record Work(long Done, long Failed, double Seconds, double Cpu)
{
    public static Work operator +(Work left, Work right) => new(left.Done + right.Done, left.Failed + right.Failed, left.Seconds + right.Seconds, left.Cpu + right.Cpu);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done / Seconds:0}/s, {Cpu / Done * 1e6:0} µs CPU each");
}

/// <summary>One figure: both sides in turn, four slices each after a short one that warms up.</summary>
internal sealed record Contest(Work Ours, Work Theirs)
{
    public const int Concurrency = 16;

    /// <summary>Until then the runtime still compiles.</summary>
    private const int WarmRuns = 6000;
    private const int Slices = 4;
    public double PerSecond => Ours.Done / Ours.Seconds / (Theirs.Done / Theirs.Seconds);

    public double PerCpu => Ours.Done / Ours.Cpu / (Theirs.Done / Theirs.Cpu);

    public string OursText => $"ours {Ours}";
    public string TheirsText => $"blackbox {Theirs}";

    public static async Task<Contest> RunAsync(Targets targets, WorkerProcess worker, string module, string order, double seconds)
    {
        var (ours, theirs) = (new Work(0, 0, 0, 0), new Work(0, 0, 0, 0));
        for (var i = -1; i < Slices; i++)
        {
            var (mine, other) = (worker.Run(order, i < 0 ? seconds * 3 : seconds, i < 0 ? WarmRuns : 0), await targets.Blackbox.ProbeAsync(module, seconds));
            (ours, theirs) = i < 0 ? (ours, theirs) : (ours + mine, theirs + other);
        }

        // On a machine that does other work too, a rare probe of either side runs into a time-out.
        return ours.Failed <= ours.Done / 200 && theirs.Failed <= theirs.Done / 200 && ours.Done * theirs.Done > 0
            ? new Contest(ours, theirs)
            : throw new InvalidOperationException($"{order}: {ours.Failed} of our runs and {theirs.Failed} of blackbox's probes failed, of {ours.Done} and {theirs.Done}.");
    }
}

/// <summary>nginx and Knot as targets, and blackbox_exporter, on free loopback ports.</summary>
internal sealed class Targets(string folder) : IDisposable
{
    public static readonly string[] Programs = ["/usr/sbin/nginx", "/usr/sbin/knotd", "/usr/bin/prometheus-blackbox-exporter", "/usr/bin/openssl"];

    private readonly List<Process> _running = [];

    public Blackbox Blackbox { get; private set; } = null!;

    public async Task StartAsync()
    {
        var (http, https, dns, exporter) = (FreePort(), FreePort(), FreePort(), FreePort());
        Certificate();
        Write("synthetics.yaml", $$"""
            sites:
              shop:
                url: "https://localhost:{{https}}"
                reach: ["127.0.0.1:{{http}}", "127.0.0.1:{{https}}", "[::1]:{{http}}", "[::1]:{{https}}"]
                ca: ca.pem
            defaults: {every: 1m, timeout: 20s}
            checks:
              http:
                http: {url: "http://localhost:{{http}}/plain", expect: {status: 200} }
              headers:
                headers: {counterpart: "http://localhost:{{http}}"}
              tls:
                tls: {}
            """);
        Write("dns-port", $"{dns}");
        Write("nginx.conf", $$"""
            daemon off; worker_processes 1; pid {{folder}}/nginx.pid; error_log stderr error;
            events { worker_connections 4096; }
            http {
              access_log off; default_type text/html; client_body_temp_path {{folder}}/t1; proxy_temp_path {{folder}}/t2; fastcgi_temp_path {{folder}}/t3; uwsgi_temp_path {{folder}}/t4; scgi_temp_path {{folder}}/t5;
              server {
                listen 127.0.0.1:{{http}}; listen [::1]:{{http}};
                location = /plain { return 200 "<!doctype html><title>shop</title>"; }
                location / { return 301 https://localhost:{{https}}$request_uri; }
              }
              server {
                listen 127.0.0.1:{{https}} ssl http2; listen [::1]:{{https}} ssl http2;
                ssl_certificate {{folder}}/leaf.pem; ssl_certificate_key {{folder}}/leaf-key.pem; ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:s:1m;
                add_header Strict-Transport-Security "max-age=63072000"; add_header Content-Security-Policy "default-src 'self'"; add_header X-Content-Type-Options nosniff;
                location / { return 200 "<!doctype html><title>shop</title><script src=/app.js></script>"; }
                location /.well-known/ { default_type text/plain; return 200 "Contact: mailto:sec@shop.example\nExpires: 2099-01-01T00:00:00Z\n"; }
              }
            }
            """);
        Write("knot.conf", $"server:\n    rundir: \"{folder}\"\n    listen: 127.0.0.1@{dns}\n    udp-workers: 1\n    tcp-workers: 1\ndatabase:\n    storage: \"{folder}\"\nlog:\n  - target: stderr\n    any: error\nzone:\n  - domain: shop.example.\n    storage: \"{folder}\"\n    file: zone\n");
        Write("zone", "$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns\nns A 8.8.8.8\n@ A 192.0.2.1\n");
        Write("blackbox.yml", $$"""
            modules:
              http: {prober: http, timeout: 20s, http: {preferred_ip_protocol: ip4} }
              https: {prober: http, timeout: 20s, http: {preferred_ip_protocol: ip4, tls_config: {ca_file: {{folder}}/ca.pem} } }
              dns: {prober: dns, timeout: 20s, dns: {preferred_ip_protocol: ip4, query_name: shop.example, query_type: A, validate_answer_rrs: {fail_if_none_matches_regexp: ["192\\.0\\.2\\.1"]} } }
            """);
        Start(Programs[0], "-c", $"{folder}/nginx.conf", "-p", folder);
        Start(Programs[1], "-c", $"{folder}/knot.conf");
        var prober = Start(Programs[2], $"--config.file={folder}/blackbox.yml", $"--web.listen-address=127.0.0.1:{exporter}", "--log.level=error");
        Blackbox = new Blackbox(prober, exporter, new Dictionary<string, string> { ["http"] = $"http://localhost:{http}/plain", ["https"] = $"https://localhost:{https}/", ["dns"] = $"127.0.0.1:{dns}" });
        await Task.WhenAll(new[] { http, https, dns, exporter }.Select(ReadyAsync));
    }

    public void Dispose()
    {
        foreach (var process in _running)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            kill.WaitForExit();
            process.WaitForExit(TimeSpan.FromSeconds(10));
            process.Dispose();
        }

        _running.Clear();
    }

    private void Certificate()
    {
        Write("leaf.cnf", "[ext]\nsubjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n");
        foreach (var line in new[]
        {
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca-key.pem -out ca.pem -subj /CN=bench -days 30 -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign",
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf-key.pem -out leaf.csr -subj /CN=localhost",
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out leaf.pem -days 20 -extfile leaf.cnf -extensions ext",
        })
        {
            using var openssl = Process.Start(new ProcessStartInfo(Programs[3], line) { WorkingDirectory = folder, RedirectStandardError = true })!;
            var said = openssl.StandardError.ReadToEnd();
            openssl.WaitForExit();
            if (openssl.ExitCode != 0)
            {
                throw new InvalidOperationException(said);
            }
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        _running.Add(process);
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ReadyAsync(int port)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"Nothing listens on port {port}.");
    }
}

/// <summary>Asks blackbox_exporter for probes over connections that stay open; a bare socket, so that asking costs little.</summary>
internal sealed class Blackbox(Process process, int port, Dictionary<string, string> targets)
{
    public async Task<Work> ProbeAsync(string module, double seconds)
    {
        var request = System.Text.Encoding.ASCII.GetBytes($"GET /probe?module={module}&target={Uri.EscapeDataString(targets[module])} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var (started, cpu) = (Stopwatch.GetTimestamp(), Cpu());
        var loops = await Task.WhenAll(Enumerable.Range(0, Contest.Concurrency).Select(_ => Task.Run(() => LoopAsync(request, started, seconds))));
        return new Work(loops.Sum(loop => loop.Done), loops.Sum(loop => loop.Failed), Stopwatch.GetElapsedTime(started).TotalSeconds, Cpu() - cpu);
    }

    private async Task<(long Done, long Failed)> LoopAsync(byte[] request, long started, double seconds)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        var (buffer, done, failed) = (new byte[64 * 1024], 0L, 0L);
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            await client.Client.SendAsync(request);
            var length = 0;
            while (!IsWhole(buffer.AsSpan(0, length)))
            {
                var read = await client.Client.ReceiveAsync(buffer.AsMemory(length));
                length += read > 0 ? read : throw new InvalidOperationException("blackbox_exporter ended a connection.");
            }

            (done, failed) = buffer.AsSpan(0, length).IndexOf("\nprobe_success 1\n"u8) > 0 ? (done + 1, failed) : (done, failed + 1);
        }

        return (done, failed);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var at = answer[..end].IndexOf("Content-Length: "u8);
        return at < 0 ? answer.EndsWith("0\r\n\r\n"u8) : Utf8Parser.TryParse(answer[(at + 16)..end], out int length, out _) && answer.Length - end - 4 >= length;
    }

    private double Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }
}

/// <summary>The checker's side in a process of its own, so that its CPU time and memory are its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["worker", folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["SYNOPS_CONFIG"] = Path.Combine(folder, "synthetics.yaml");
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        _process = Process.Start(start)!;
    }

    public double PeakMegabytes => File.ReadLines($"/proc/{_process.Id}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    public Work Run(string order, double seconds, int atLeast)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{order} {seconds} {atLeast}"));
        return _process.StandardOutput.ReadLine() is { } line
            ? JsonSerializer.Deserialize<Work>(line)!
            : throw new InvalidOperationException("The checker's process ended.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }
}

/// <summary>Runs checks as the checker service does: configuration, runner, spans. Results stay here, as blackbox's do.</summary>
internal static class Worker
{
    public static async Task RunAsync(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddSynthetics();
        builder.Services.AddCheckerTypes();
        builder.AddCheckRunner("bench");
        using var host = builder.Build();
        await host.StartAsync();
        var (configuration, runner) = (host.Services.GetRequiredService<SyntheticsConfiguration>(), host.Services.GetRequiredService<CheckRunner>());
        var server = new IPEndPoint(IPAddress.Loopback, int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "dns-port")), CultureInfo.InvariantCulture));
        var (client, question) = (new DnsClient(TimeProvider.System, _ => true), new DnsQuestion(DnsName.Parse("shop.example"), RecordType.A));
        while (Console.ReadLine()?.Split(' ') is [var order, var seconds, var atLeast])
        {
            Func<Task<bool>> once = order == "dns" ? AskAsync : () => CheckAsync(order.Split('+'));
            Console.WriteLine(JsonSerializer.Serialize(await LoopAsync(once, double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(atLeast, CultureInfo.InvariantCulture) / Contest.Concurrency)));
        }

        async Task<bool> CheckAsync(string[] names)
        {
            var outcomes = new List<Outcome>();
            foreach (var name in names)
            {
                outcomes.Add((await runner.RunAsync(configuration.Checks[name], Triggers.Schedule, attempt: 1, CancellationToken.None)).Result.Outcome);
            }

            return outcomes.TrueForAll(outcome => outcome is Outcome.Up or Outcome.Degraded);
        }

        async Task<bool> AskAsync()
        {
            var reply = await client.AskAsync(server, question, AskOptions.Authority, CancellationToken.None);
            return reply.Message is { } message && ReplyReading.OfServer(message, question, question.Name).Link is { Status: LookupStatus.Found, Records: [{ Data: AddressData { Address: var address } }] }
                && address.ToString() == "192.0.2.1";
        }
    }

    private static async Task<Work> LoopAsync(Func<Task<bool>> once, double seconds, int atLeast)
    {
        using var self = Process.GetCurrentProcess();
        var (started, cpu) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        var loops = await Task.WhenAll(Enumerable.Range(0, Contest.Concurrency).Select(_ => Task.Run(async () =>
        {
            var (done, failed) = (0L, 0L);
            while (Stopwatch.GetElapsedTime(started).TotalSeconds is var elapsed && (elapsed < seconds || (done < atLeast && elapsed < 60)))
            {
                (done, failed) = await once() ? (done + 1, failed) : (done, failed + 1);
            }

            return (Done: done, Failed: failed);
        })));
        self.Refresh();
        return new Work(loops.Sum(loop => loop.Done), loops.Sum(loop => loop.Failed), Stopwatch.GetElapsedTime(started).TotalSeconds, (self.TotalProcessorTime - cpu).TotalSeconds);
    }
}

/// <summary>The protocol of `ops.cs bench`: a line of JSON a figure.</summary>
internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 2), unit, note }));
}
