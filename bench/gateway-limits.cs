#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
#:property RequiresAspNetWebAssets=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// The gateway against those who attack it (GW-08): slow headers 500, slow bodies 200, idle 1,000, 10,000 connects, 1,000 streams, 10,000
// rapid resets, CONTINUATION without end, unpacking headers, 1,000 silent WebSockets. Meanwhile a good customer asks: is each answer the
// shop's, and how long does it take? Then its memory and its file descriptors. Also how soon a block is in force (GW-06), how long a hanging
// shop holds a customer (GW-01), and 60 s of load (GW-12). Run it with `dotnet run ops.cs bench gateway-limits --rounds 1`; about 5 minutes.
// For a quick look SYNOPS_BENCH_ATTACKS names some of the attacks, and SYNOPS_BENCH_LOAD_S shortens the load.
// Attackers are a process of their own with a lower priority, as they would be other machines. It needs wrk and nginx (apt-get install wrk nginx-light).
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Testing.Floods;

if (args is ["attack", var kind, var target])
{
    Console.WriteLine(await Attacks.All[kind](new Uri(target)));
    return 0;
}

var repository = Path.GetDirectoryName(AppContext.GetData("EntryPointFileDirectoryPath") as string) ?? Environment.CurrentDirectory;
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
try
{
    var assembly = Built.Gateway(repository, folder);
    await using var shop = await Shop.StartAsync();
    using (var gateway = await Running.StartAsync(assembly, folder, shop.Url))
    {
        await Floods.RunAsync(gateway);
        await Blocks.RunAsync(gateway);
        await Hangs.RunAsync(gateway);
    }

    await Load.RunAsync(assembly, folder);
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

/// <summary>Each attack at its whole size, beside a good customer.</summary>
internal static class Floods
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Running gateway)
    {
        await AttackAsync(gateway, "none");
        var descriptors = gateway.Descriptors;
        var worst = 0.0;
        var only = Environment.GetEnvironmentVariable("SYNOPS_BENCH_ATTACKS")?.Split(',');
        foreach (var kind in Attacks.All.Keys.Where(kind => kind != "none" && only?.Contains(kind) != false))
        {
            worst = Math.Max(worst, await AttackAsync(gateway, kind));
        }

        Figures.Print("good_p99_worst", worst, "ms", "of a good customer during the worst attack, new connections with TLS among them; target at most 250");
        var clock = Stopwatch.StartNew();
        while (gateway.Descriptors > descriptors + 20 && clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(100);
        }

        Figures.Print("descriptors", gateway.Descriptors - descriptors, "", $"more file descriptors than before the attacks ({descriptors}), {clock.Elapsed.TotalSeconds:0} s after the last");
        while (gateway.Megabytes > 300 && clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(100);
        }

        Figures.Print("rss_mb_after_attacks", gateway.Megabytes, "MiB", $"resident, {clock.Elapsed.TotalSeconds:0} s after the last; target at most 300");
    }

    private static async Task<double> AttackAsync(Running gateway, string kind)
    {
        await using var good = new GoodCustomer(gateway.Http);
        var clock = Stopwatch.StartNew();
        var said = await Attackers.RunAsync(kind, gateway.Http);
        if (clock.Elapsed < Least)
        {
            await Task.Delay(Least - clock.Elapsed);
        }

        var times = good.Times.Select(time => time.TotalMilliseconds).Order().ToArray();
        var p99 = times[(int)(times.Length * 0.99)];
        Figures.Print($"good_p99 {kind}", p99, "ms", $"{times.Length} answers in {clock.Elapsed.TotalSeconds:0} s, {good.Wrong.Count} wrong {string.Join(' ', good.Wrong.Take(2))}; {said}; then {gateway.Megabytes:0} MiB");
        Figures.Print($"wrong {kind}", good.Wrong.Count, "answers", "target 0");
        return p99;
    }
}

/// <summary>The attacks run in a process of their own.</summary>
internal static class Attackers
{
    public static async Task<string> RunAsync(string kind, Uri gateway)
    {
        var self = Environment.ProcessPath!;
        string[] arguments = [.. Path.GetFileNameWithoutExtension(self) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location] : Array.Empty<string>(), "attack", kind, gateway.ToString()];
        using var process = Process.Start(new ProcessStartInfo(self, arguments) { RedirectStandardOutput = true })!;
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"attack {kind} ended with {process.ExitCode}");
    }
}

internal static class Attacks
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly Dictionary<string, Func<Uri, Task<string>>> All = new()
    {
        ["none"] = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            return "";
        },
        ["slow-headers"] = gateway => SlowAsync(gateway, 500, "GET / HTTP/1.1\r\nHost: localhost\r\n", "X-Slow: 1\r\n"),
        ["slow-bodies"] = gateway => SlowAsync(gateway, 200, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", "x"),
        ["idle"] = IdleAsync,
        ["connects"] = ConnectsAsync,
        ["streams"] = StreamsAsync,
        ["rapid-reset"] = RapidResetAsync,
        ["continuation"] = ContinuationAsync,
        ["hpack-bomb"] = HpackAsync,
        ["websockets"] = WebSocketsAsync,
    };

    /// <summary>Trickles until there is an answer.</summary>
    private static async Task<string> SlowAsync(Uri gateway, int count, string begin, string drip)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            try
            {
                await using var connection = await FromAddress.SendAsync(gateway, $"127.4.0.{number % 10}", begin, None);
                var answer = FromAddress.ReadToEndAsync(connection, None);
                while (!answer.IsCompleted && await DripAsync(connection, drip))
                {
                    await Task.WhenAny(answer, Task.Delay(1_000));
                }

                return await answer;
            }
            catch (IOException)
            {
                return ""; // the machine is so busy that the handshake took its time already
            }
        }));
        return $"{answers.Count(answer => answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal))} of {count} got 408, the last after {clock.Elapsed.TotalSeconds:0.0} s";
    }

    private static async Task<bool> DripAsync(Stream connection, string drip)
    {
        try
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes(drip));
            return true;
        }
        catch (IOException)
        {
            return false; // closed; what it said before is in the answer
        }
    }

    /// <summary>Connections that say nothing, from twenty addresses, until the gateway ends them.</summary>
    private static async Task<string> IdleAsync(Uri gateway)
    {
        const int Count = 1_000;
        var clock = Stopwatch.StartNew();
        var open = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => FromAddress.SendAsync(gateway, $"127.5.0.{number % 20}", "", None)));
        var ends = open.Select(connection => FromAddress.ReadToEndAsync(connection, None)).ToArray();
        var held = ends.Count(end => !end.IsCompleted);
        await Task.WhenAll(ends);
        return $"{held} of {Count} held at once, all ended after {clock.Elapsed.TotalSeconds:0} s";
    }

    /// <summary>From a hundred addresses, 500 at once.</summary>
    private static async Task<string> ConnectsAsync(Uri gateway)
    {
        const int Count = 10_000;
        var (clock, refused) = (Stopwatch.StartNew(), 0);
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 500 }, async (number, token) =>
        {
            try
            {
                using var socket = await FromAddress.ConnectAsync(gateway, IPAddress.Parse($"127.6.0.{number % 100}"), token);
                await Task.Delay(50, token);
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref refused);
            }
        });
        return $"{Count} connects in {clock.Elapsed.TotalSeconds:0.0} s, {refused} refused";
    }

    private static async Task<string> StreamsAsync(Uri gateway)
    {
        await using var wire = await Http2Wire.ConnectAsync(gateway, "127.7.0.1", None);
        var reading = wire.ReadAsync(streams => streams.Count == 900, None);
        await wire.SendAsync(Enumerable.Range(0, 1_000).SelectMany(number => Http2Wire.Get((2 * number) + 1, "/wait")).ToArray(), None);
        var (_, streams) = await reading;
        return $"1000 streams on a connection, {streams.Count} refused before it ended";
    }

    private static async Task<string> RapidResetAsync(Uri gateway)
    {
        var (clock, resets, connections) = (Stopwatch.StartNew(), 0, 0);
        while (resets < 10_000)
        {
            await using var wire = await Http2Wire.ConnectAsync(gateway, "127.8.0.1", None);
            connections++;
            var reading = wire.ReadToEndAsync(None);
            for (var stream = 1; resets < 10_000 && !reading.IsCompleted && await wire.SendAsync((byte[])[.. Http2Wire.Get(stream, "/wait"), .. Http2Wire.Reset(stream)], None); stream += 2)
            {
                resets++;
            }
        }

        return $"{resets} resets on {connections} connections in {clock.Elapsed.TotalSeconds:0.0} s";
    }

    /// <summary>Four connections, half of them with empty frames, again and again for 20 s.</summary>
    private static async Task<string> ContinuationAsync(Uri gateway)
    {
        var (clock, frames, connections) = (Stopwatch.StartNew(), 0L, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            var next = Http2Wire.Frame(Http2Wire.Continuation, 0, 1, number % 2 == 0 ? [] : Http2Wire.Literal([0, 1, (byte)'x'], new string('a', 1_000)));
            while (clock.Elapsed < TimeSpan.FromSeconds(20))
            {
                await using var wire = await Http2Wire.ConnectAsync(gateway, "127.9.0.1", None);
                Interlocked.Increment(ref connections);
                var reading = wire.ReadToEndAsync(None);
                await wire.SendAsync(Http2Wire.Get(1, "/", Http2Wire.EndStream), None);
                while (!reading.IsCompleted && clock.Elapsed < TimeSpan.FromSeconds(30) && await wire.SendAsync(next, None))
                {
                    Interlocked.Increment(ref frames);
                }
            }
        })));
        return $"{frames} frames on {connections} connections";
    }

    private static async Task<string> HpackAsync(Uri gateway)
    {
        const int Bombs = 100;
        byte[] block = [.. Http2Wire.Block("/"), .. Http2Wire.Literal([0x40, 1, (byte)'x'], new string('a', 4_000)), .. Enumerable.Repeat((byte)(0x80 | 62), 10_000)];
        var (ended, refused) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, Bombs).Select(async _ =>
        {
            await using var wire = await Http2Wire.ConnectAsync(gateway, "127.10.0.1", None);
            await wire.SendAsync(Http2Wire.Frame(Http2Wire.Headers, Http2Wire.EndStream | Http2Wire.EndHeaders, 1, block), None);
            var (_, streams) = await wire.ReadAsync(streams => streams.Count > 0, None);
            Interlocked.Add(ref ended, streams.Count == 0 ? 1 : 0);
            Interlocked.Add(ref refused, streams.ContainsValue("431") ? 1 : 0);
        }));
        return $"{Bombs} bombs of {Bombs * 40} MB unpacked: {ended} connections ended, {refused} got 431";
    }

    /// <summary>From twenty addresses, until the gateway ends them.</summary>
    private static async Task<string> WebSocketsAsync(Uri gateway)
    {
        const int Count = 1_000;
        var sockets = new ClientWebSocket[Count];
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (number, token) =>
        {
            var handler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancel) => new NetworkStream(await FromAddress.ConnectAsync(gateway, IPAddress.Parse($"127.12.0.{number % 20}"), cancel), ownsSocket: true),
                SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
            };
            sockets[number] = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
            await sockets[number].ConnectAsync(new UriBuilder(gateway) { Scheme = "wss", Path = "/socket" }.Uri, new HttpMessageInvoker(handler), token);
        });
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(sockets.Select(async socket =>
        {
            try
            {
                await socket.ReceiveAsync(new byte[16], None);
            }
            catch (WebSocketException)
            {
                // cut
            }
        }));
        return $"{Count} open at once, all ended {clock.Elapsed.TotalSeconds:0} s after they were silent";
    }
}

/// <summary>GW-06: how soon a block ends a connection that is open, by the API and by a file of 100,000 networks.</summary>
internal static class Blocks
{
    public static async Task RunAsync(Running gateway)
    {
        using var admin = gateway.Client();
        Figures.Print("block_effective_ms", await EffectiveAsync(gateway, "127.20.0.1", async () => (await admin.PutAsJsonAsync("/api/v1/blocks", new { range = "127.20.0.1", reason = "bench" })).EnsureSuccessStatusCode()), "ms", "from the call to the end of an open connection; target at most 1000");
        Figures.Print("block_file_effective_ms", await EffectiveAsync(gateway, "127.21.0.1", async () =>
        {
            await File.WriteAllTextAsync(gateway.BlockFile + ".next", await File.ReadAllTextAsync(gateway.BlockFile) + "127.21.0.1\n");
            File.Move(gateway.BlockFile + ".next", gateway.BlockFile, overwrite: true);
        }), "ms", "the same by a file of 100,000 networks; target at most 1000");
    }

    private static async Task<double> EffectiveAsync(Running gateway, string address, Func<Task> block)
    {
        await using var connection = await FromAddress.SendAsync(gateway.Http, address, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", CancellationToken.None);
        var buffer = new byte[4096];
        await connection.ReadExactlyAsync(buffer.AsMemory(0, 12));
        var end = FromAddress.ReadToEndAsync(connection, CancellationToken.None);
        await Task.Delay(500);
        var clock = Stopwatch.StartNew();
        await block();
        await end;
        return clock.Elapsed.TotalMilliseconds;
    }
}

/// <summary>GW-01: a shop that accepts and hangs, silence at most 2 s.</summary>
internal static class Hangs
{
    public static async Task RunAsync(Running gateway)
    {
        var clock = Stopwatch.StartNew();
        await using var connection = await FromAddress.SendAsync(gateway.Http, "127.0.0.2", "GET /hang HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", CancellationToken.None);
        var answer = await FromAddress.ReadToEndAsync(connection, CancellationToken.None);
        Figures.Print("hang_over_ms", clock.Elapsed.TotalMilliseconds - 2_000, "ms", $"beyond an activity time-out of 2 s until the answer {answer[..12]}; target at most 1000");
    }
}

/// <summary>GW-12: 60 s, 64 connections, 1 KiB, with client and upstream on the same cores.</summary>
internal static partial class Load
{
    public static async Task RunAsync(string assembly, string folder)
    {
        using var upstream = Nginx.Start(folder, out var port);
        var direct = Run($"http://127.0.0.1:{port}/", 5);
        using var gateway = await Running.StartAsync(assembly, folder, $"http://127.0.0.1:{port}", isPlain: true);
        Run(gateway.Http.ToString(), 10);
        var seconds = int.Parse(Environment.GetEnvironmentVariable("SYNOPS_BENCH_LOAD_S") ?? "60", CultureInfo.InvariantCulture);
        var seen = Run(gateway.Http.ToString(), seconds);
        Figures.Print("load_rps", seen.PerSecond, "1/s", $"{seconds} s, 64 connections, 1 KiB; target at least 5000");
        Figures.Print("load_p99_added", seen.P99 - direct.P99, "ms", $"p99 {seen.P99:0.0} ms, the upstream alone {direct.P99:0.0} ms; target at most 50 added");
        Figures.Print("load_errors", seen.Errors, "", "answers other than 2xx and broken connections; target 0");
        Figures.Print("load_rss_mb", gateway.Megabytes, "MiB", "resident after it; target at most 250");
    }

    private static (double PerSecond, double P99, int Errors) Run(string url, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c64", $"-d{seconds}s", "--timeout", "10s", "--latency", url]) { RedirectStandardOutput = true })!;
        var text = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var latency = Latency().Match(text);
        var unit = latency.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return (Number(Rate().Match(text)), Number(latency) * unit, Errors().Matches(text).SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Sum(group => int.Parse(group.Value, CultureInfo.InvariantCulture)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Latency();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)|Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Errors();
}

internal static class Nginx
{
    public static Killed Start(string folder, out int port)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var home = Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName;
        var file = Path.Combine(home, "nginx.conf");
        File.WriteAllText(file, $$"""
            daemon off; worker_processes auto; pid {{home}}/pid; error_log stderr crit;
            events { worker_connections 1024; }
            http { access_log off; keepalive_requests 10000000; client_body_temp_path {{home}}/body; proxy_temp_path {{home}}/proxy; fastcgi_temp_path {{home}}/f; uwsgi_temp_path {{home}}/u; scgi_temp_path {{home}}/s;
            server { listen 127.0.0.1:{{port}}; location / { default_type text/plain; return 200 "{{new string('x', 1024)}}"; } } }
            """);
        var process = Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", ["-p", home, "-c", file]))!;
        Thread.Sleep(500);
        return new Killed(process);
    }
}

internal sealed class Killed(Process process) : IDisposable
{
    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}

internal static class Built
{
    /// <summary>The gateway of this checkout, Release.</summary>
    public static string Gateway(string repository, string folder)
    {
        var output = Path.Combine(folder, "gateway");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "src/SyntheticOps.Gateway", "-c", "Release", "-v", "q", "-o", output]) { WorkingDirectory = repository, RedirectStandardOutput = true })!;
        var text = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? Path.Combine(output, "SyntheticOps.Gateway.dll") : throw new InvalidOperationException("The gateway did not build:\n" + text);
    }
}

/// <summary>The gateway as a process, with a list of 100,000 networks; over TLS unless it is plain.</summary>
internal sealed partial class Running : IDisposable
{
    private const string Key = "OperatorKeyOfTheBench0123456789";

    private readonly Process _process;
    private readonly List<Uri> _listening = [];

    private Running(Process process, string blockFile) => (_process, BlockFile) = (process, blockFile);

    public Uri Http => _listening[1]; // in the order of the endpoints' names: admin, http

    public string BlockFile { get; }

    public int Descriptors => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    public double Megabytes => double.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    public static async Task<Running> StartAsync(string assembly, string folder, string shop, bool isPlain = false)
    {
        var data = Path.Combine(folder, isPlain ? "plain" : "tls");
        Directory.CreateDirectory(data);
        var blocks = Path.Combine(data, "block.txt");
        await File.WriteAllLinesAsync(blocks, Enumerable.Range(0, 100_000).Select(i => $"{130 + (i / 65536)}.{i / 256 % 256}.{i % 256}.0/24"));
        List<(string Name, string Value)> variables =
        [
            ("SYNOPS_DATA", Path.Combine(data, "data")), ("SYNOPS_OPERATOR_KEY", Key), ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__http__Url", isPlain ? "http://127.0.0.1:0" : "https://127.0.0.1:0"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"), ("Guard__Lists__BlockFile", blocks),
            ("ReverseProxy__Routes__shop__ClusterId", "shop"), ("ReverseProxy__Routes__shop__Match__Path", "{**path}"), ("ReverseProxy__Clusters__shop__Destinations__a__Address", shop),
            ("ReverseProxy__Routes__hang__ClusterId", "hang"), ("ReverseProxy__Routes__hang__Match__Path", "/hang"), ("ReverseProxy__Routes__hang__Order", "-1"),
            ("ReverseProxy__Clusters__hang__Destinations__a__Address", shop), ("ReverseProxy__Clusters__hang__HttpRequest__ActivityTimeout", "00:00:02"),
        ];
        if (!isPlain)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(data, "cert.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(data, "key.pem"), key.ExportPkcs8PrivateKeyPem());
            variables.AddRange([("Kestrel__Endpoints__http__Certificate__Path", Path.Combine(data, "cert.pem")), ("Kestrel__Endpoints__http__Certificate__KeyPath", Path.Combine(data, "key.pem"))]);
        }

        var start = new ProcessStartInfo("dotnet", [assembly]) { WorkingDirectory = Path.GetDirectoryName(assembly)!, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        variables.ForEach(variable => start.Environment[variable.Name] = variable.Value);
        var running = new Running(Process.Start(start)!, blocks);
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); // not within the reader that Dispose waits for
        running._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Listening().Match(line.Data) is { Success: true } match)
            {
                running._listening.Add(new Uri(match.Groups[1].Value));
                if (running._listening.Count == 2)
                {
                    both.TrySetResult();
                }
            }
        };
        running._process.BeginOutputReadLine();
        await both.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return running;
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = _listening[0] };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + Key);
        client.DefaultRequestHeaders.Add("Synops-Actor", "user:bench");
        return client;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (https?://\S+)")]
    private static partial Regex Listening();
}

/// <summary>Answers with the path; `/wait` and `/hang` never, `/socket` is a WebSocket that listens.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Shop(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<Shop> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new Shop(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        try
        {
            switch (context.Request.Path.Value)
            {
                case "/socket":
                    using (var socket = await context.WebSockets.AcceptWebSocketAsync())
                    {
                        await socket.ReceiveAsync(new byte[16], context.RequestAborted);
                    }

                    return;
                case "/wait" or "/hang":
                    await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                    return;
                default:
                    await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                    await context.Response.WriteAsync("shop " + context.Request.Path);
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException)
        {
            // the gateway let go
        }
    }
}

/// <summary>The protocol of `ops.cs bench`: a line of JSON a figure.</summary>
internal static class Figures
{
    public static void Print(string name, double value, string unit, string note) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 2), unit, note }));
}
