#:sdk Microsoft.NET.Sdk.Web
#:project ../src/SyntheticOps.Prober/SyntheticOps.Prober.csproj
#:property PublishAot=false
#:property AssemblyName=bench-prober
#:property RequiresAspNetWebAssets=false
#:property NoWarn=$(NoWarn);CA1852;IDE0130;CA1050
// The demo checkout by the prober and by @playwright/test, in turn, with the same evidence; memory over 100 runs; what the proxy
// adds. bench/prober/README.md says how. Run it with `dotnet run ops.cs bench prober --rounds 1`.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Proxy;
using SyntheticOps.ServiceDefaults.Telemetry;

var runs = int.Parse(Environment.GetEnvironmentVariable("BENCH_RUNS") ?? "30", CultureInfo.InvariantCulture);
var memoryRuns = int.Parse(Environment.GetEnvironmentVariable("BENCH_MEMORY_RUNS") ?? "101", CultureInfo.InvariantCulture);
var repository = Path.GetDirectoryName(AppContext.GetData("EntryPointFileDirectoryPath") as string) ?? Environment.CurrentDirectory;
var folder = Directory.CreateTempSubdirectory("synops-bench-").FullName;
using var shop = Shop.Start(repository, folder);
try
{
    await shop.WaitAsync();
    using var host = Ours.Build(repository, folder, shop.Url);
    var ours = new Ours(host, folder);
    await ours.RunAsync();
    var (mine, theirs) = await Theirs.CompareAsync(repository, folder, shop.Url, runs, ours);
    var ratio = Median(mine) / Median(theirs);
    var note = string.Create(CultureInfo.InvariantCulture, $"demo checkout, {runs} runs each in turn, warm browser, trace and screenshots kept on both sides; ours {Median(mine):0} ms, theirs {Median(theirs):0} ms");
    Print("journey_vs_playwright_test", ratio, "x", note);
    Print("journey_ours", Median(mine) / 1000, "s", "median, prober");
    Print("journey_playwright_test", Median(theirs) / 1000, "s", "median, @playwright/test");
    Print("proxy_added", await Proxy.MeasureAsync(shop.Url), "ms", "median that the filtering proxy adds to a GET on a new loopback connection");
    if (memoryRuns > 0)
    {
        var (at50, at100) = await ours.MemoryAsync(memoryRuns);
        Print("rss_growth", ((double)at100 / at50 - 1) * 100, "%", string.Create(CultureInfo.InvariantCulture, $"this process and the driver, after the first run behind the recycling at run {(memoryRuns - 1) / 2} ({at50 / 1048576} MiB) and {memoryRuns - 1} ({at100 / 1048576} MiB)"));
    }

    return 0;
}
finally
{
    shop.Stop();
    Directory.Delete(folder, recursive: true);
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}

static void Print(string name, double value, string unit, string note) => Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 3), unit, note }));

/// <summary>The demo shop on a free port.</summary>
internal sealed class Shop(Process process, Uri url) : IDisposable
{
    public Uri Url { get; } = url;

    public static Shop Start(string repository, string folder)
    {
        Tool.Run("dotnet", ["build", "samples/Parfumerie", "-c", "Release", "-v", "q"], repository);
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var number = ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();
        var start = new ProcessStartInfo(Path.Combine(repository, "artifacts/bin/Parfumerie/release/Parfumerie"))
        {
            WorkingDirectory = Path.Combine(repository, "samples/Parfumerie"),
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["SYNOPS_DATA"] = Path.Combine(folder, "shop"),
                ["SYNOPS_CONFIG"] = Path.Combine(repository, "synthetics.yaml"),
                ["SYNOPS_PROBE_KEY"] = Ours.ProbeKey,
                ["SYNOPS_OPERATOR_KEY"] = "0123456789abcdefghijklmnopqrstuv",
                ["Kestrel__Endpoints__http__Url"] = $"http://127.0.0.1:{number}",
                ["Kestrel__Endpoints__https__Url"] = "https://127.0.0.1:0",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return new Shop(process, new Uri($"http://127.0.0.1:{number}/"));
    }

    public async Task WaitAsync()
    {
        using var client = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                if ((await client.GetAsync(Url)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (tries < 300 && !process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    public void Stop()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    public void Dispose() => process.Dispose();
}

/// <summary>The prober's own runner, browser and journey.</summary>
internal sealed class Ours(IHost host, string folder)
{
    public const string ProbeKey = "abcdefghijklmnopqrstuvwxyz012345";

    private int _runs;

    public static IHost Build(string repository, string folder, Uri shop)
    {
        File.WriteAllText(Path.Combine(folder, "synthetics.yaml"), $"""
            sites:
              shop:
                url: "{shop}"
                languages: [fr]
                reach: ["{shop.Authority}"]
            checks:
              checkout:
                journey: "{Path.Combine(repository, "journeys/checkout.yaml")}"
                timeout: 60s
                evidence:
                  keep: always
            """);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["SYNOPS_CONFIG"] = Path.Combine(folder, "synthetics.yaml"), ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null });
        builder.Services.AddMetrics();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(new RunnerSettings("local", ProbeKey, Path.Combine(folder, "artifacts")));
        builder.AddSynthetics().AddCheckRunner("bench");
        builder.Services.AddBrowser();
        builder.Services.AddCheckType<JourneyCheckType>();
        return builder.Build();
    }

    public async Task<double> RunAsync()
    {
        var check = host.Services.GetRequiredService<SyntheticsConfiguration>().Checks["checkout"];
        var report = await host.Services.GetRequiredService<CheckRunner>().RunAsync(check, Triggers.Manual, 1, CancellationToken.None);
        _runs++;
        if (report.Result.Outcome != Outcome.Up || report.Artifacts.All(artifact => artifact.Name != "trace.zip"))
        {
            throw new InvalidOperationException($"Our run {_runs} was {report.Result.Outcome}: {report.Result.Message}; it kept {string.Join(", ", report.Artifacts.Select(artifact => artifact.Name))}.");
        }

        Directory.Delete(Path.Combine(folder, "artifacts"), recursive: true);
        return report.Duration.TotalMilliseconds;
    }

    /// <summary>Resident bytes after the runs that follow the recycling in the middle and at the end.</summary>
    public async Task<(long Middle, long End)> MemoryAsync(int total)
    {
        var middle = ((total - 1) / 2) + 1;
        long at = 0;
        while (_runs < total)
        {
            await RunAsync();
            at = _runs == middle ? await ResidentAsync() : at;
        }

        return (at, await ResidentAsync());
    }

    private async Task<long> ResidentAsync()
    {
        await using var lease = (await host.Services.GetRequiredService<BrowserHost>().LeaseAsync(CancellationToken.None)).Lease!;
        using var driver = Process.GetProcessById(ProcessTree.ParentOf(lease.Pid!.Value)!.Value);
        using var self = Process.GetCurrentProcess();
        return driver.WorkingSet64 + self.WorkingSet64;
    }
}

/// <summary>@playwright/test, whose runner waits for its turn before each run.</summary>
internal static class Theirs
{
    public static async Task<(List<double> Ours, List<double> Theirs)> CompareAsync(string repository, string folder, Uri shop, int runs, Ours ours)
    {
        var work = Path.Combine(repository, "artifacts/bench/prober");
        Directory.CreateDirectory(work);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, "bench/prober"), "*.mjs"))
        {
            File.Copy(file, Path.Combine(work, Path.GetFileName(file)), overwrite: true);
        }

        var version = typeof(Microsoft.Playwright.IPlaywright).Assembly.GetName().Version!.ToString(3);
        if (!Directory.Exists(Path.Combine(work, "node_modules/@playwright/test")))
        {
            await File.WriteAllTextAsync(Path.Combine(work, "package.json"), "{\"private\": true, \"type\": \"module\"}");
            Tool.Run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", $"@playwright/test@{version}"], work);
        }

        var mine = new List<double>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var turns = builder.Build();
        turns.MapGet("/{turn:int}", async (int turn) =>
        {
            if (turn > 0)
            {
                mine.Add(await ours.RunAsync());
            }
        });
        await turns.StartAsync();
        var durations = Path.Combine(folder, "durations.jsonl");
        var code = await Tool.RunAsync("npx", ["playwright", "test"], work, new()
        {
            ["BENCH_RUNS"] = runs.ToString(CultureInfo.InvariantCulture),
            ["BENCH_TURN"] = turns.Urls.First(),
            ["BENCH_SHOP"] = shop.AbsoluteUri,
            ["BENCH_DURATIONS"] = durations,
            ["BENCH_OUTPUT"] = Path.Combine(folder, "theirs"),
            ["SYNOPS_BROWSER"] = BrowserLocator.Find(new BrowserSettings()).Path!,
        });
        var lines = (await File.ReadAllLinesAsync(durations)).Skip(1).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return code == 0 && lines.Count == runs && mine.Count == runs
            ? (mine, [.. lines.Select(line => line.GetProperty("ms").GetDouble())])
            : throw new InvalidOperationException($"@playwright/test ended with {code}; {lines.Count} of theirs and {mine.Count} of ours are done. {lines.Find(line => line.GetProperty("status").GetString() != "passed")}");
    }
}

/// <summary>What a request takes with and without the run's proxy.</summary>
internal static class Proxy
{
    private const int Requests = 400;

    public static async Task<double> MeasureAsync(Uri shop)
    {
        var site = new Site { Name = "shop", DisplayName = "shop", Url = shop, Reach = [new ReachRule(new IPNetwork(IPAddress.Loopback, 32), shop.Port)] };
        await using var proxy = new ForwardProxy(new ProbeDialer(TimeProvider.System), site);
        using var direct = Client(null);
        using var through = Client(new WebProxy(proxy.Address, BypassOnLocal: false) { BypassList = [] });
        var (with, without) = (new List<double>(), new List<double>());
        for (var i = 0; i < Requests; i++)
        {
            without.Add(await TimeAsync(direct, shop));
            with.Add(await TimeAsync(through, shop));
        }

        return with.Order().ElementAt(Requests / 2) - without.Order().ElementAt(Requests / 2);
    }

    private static HttpClient Client(IWebProxy? proxy) => new(new SocketsHttpHandler { Proxy = proxy, UseProxy = proxy is not null, PooledConnectionLifetime = TimeSpan.Zero }) { DefaultRequestHeaders = { ConnectionClose = true } };

    private static async Task<double> TimeAsync(HttpClient client, Uri shop)
    {
        var began = Stopwatch.GetTimestamp();
        await client.GetByteArrayAsync(new Uri(shop, "/api/health"));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

/// <summary>Runs a program and waits for it.</summary>
internal static class Tool
{
    public static void Run(string program, string[] arguments, string folder)
    {
        var code = RunAsync(program, arguments, folder, []).GetAwaiter().GetResult();
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}.");
        }
    }

    public static async Task<int> RunAsync(string program, string[] arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
