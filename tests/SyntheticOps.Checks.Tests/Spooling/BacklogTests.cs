using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Tests.Running;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.Testing;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>PRB-01 with the real collector: what waited for it comes once and in order, and meanwhile it answers others.</summary>
[Collection("Alone")]
public sealed class BacklogTests : IDisposable
{
    private const int Checks = 20;
    private const int Rounds = 180;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-");
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ProbeHost.Key) } };
    private readonly List<double> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flush_ThreeThousandSixHundredResults_ComeOnceInOrder_AndHoldNobodyUp()
    {
        var clock = new FakeClock();
        using var away = Probe(new Uri("http://127.0.0.1:1"), clock);
        await FillAsync(away, clock);
        using var collector = await CollectorAsync();
        using var probe = Probe(collector.Addresses[1], folder: away.Folder);
        await AskOnceAsync(collector.Addresses); // what a process does once is no figure of it
        _asked.Clear();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var others = AskAsync(collector.Addresses, enough.Token);

        var began = Stopwatch.GetTimestamp();
        var left = await probe.Batch.FlushAsync(TimeSpan.FromSeconds(60), Token);
        var drained = Stopwatch.GetElapsedTime(began);
        await enough.CancelAsync();
        await others;

        left.ShouldBe(0, "drained within 60 s");
        var p99 = _asked.Order().ElementAt(_asked.Count * 99 / 100);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"results={Checks * Rounds} drained_s={drained.TotalSeconds:0.0} asked={_asked.Count} p99_ms={p99:0}"));
        _asked.Count.ShouldBeGreaterThan(10);
        p99.ShouldBeLessThanOrEqualTo(500, "milliseconds");
        await JudgeStoreAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The last hour by the fake clock: each check every 20 s, while nobody receives.</summary>
    private static async Task FillAsync(ProbeHost probe, FakeClock clock)
    {
        clock.SetWall(TimeProvider.System.GetUtcNow().AddHours(-1));
        for (var round = 0; round < Rounds; round++)
        {
            (await probe.Batch.RunAsync(Triggers.Schedule, null, 2, Token)).Count.ShouldBe(Checks);
            clock.Advance(TimeSpan.FromSeconds(20));
        }

        probe.End();
    }

    private static ProbeHost Probe(Uri otlp, TimeProvider? clock = null, DirectoryInfo? folder = null) => new(
        (_, _) => Task.FromResult(CheckResult.Up()),
        clock,
        otlp.GetLeftPart(UriPartial.Authority),
        string.Concat(Enumerable.Range(1, Checks).Select(i => string.Create(CultureInfo.InvariantCulture, $"  c{i:00}: {{http: {{}}, every: 20s, timeout: 5s}}\n"))),
        folder: folder);

    private async Task<ServiceProcess> CollectorAsync()
    {
        var synthetics = Path.Combine(_folder.FullName, "synthetics.yaml");
        await File.WriteAllTextAsync(synthetics, "sites: {shop: {url: 'https://shop.example'}}\nchecks:\n  c01: {http: {path: /}, every: 1h}\n", Token);
        return await ServiceProcess.StartAsync(
            "SyntheticOps.Collector",
            3,
            [
                (Names.Env.Data, Path.Combine(_folder.FullName, "data")), (Names.Env.Config, synthetics), (Names.Env.IngestKey, ProbeHost.Key),
                ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__otlp__Url", "http://127.0.0.1:0"),
                ("Kestrel__Endpoints__otlpgrpc__Url", "http://127.0.0.1:0"), ("Kestrel__Endpoints__otlpgrpc__Protocols", "Http2"),
            ]);
    }

    private async Task AskAsync(IReadOnlyList<Uri> collector, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await AskOnceAsync(collector);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Another service sends a span, and somebody looks at the status page.</summary>
    private async Task AskOnceAsync(IReadOnlyList<Uri> collector)
    {
        await TimeAsync(() => _http.PostAsJsonAsync(new Uri(collector[1], "/v1/traces"), Span(), Token));
        await TimeAsync(() => _http.GetAsync(new Uri(collector[0], "/status"), Token));
    }

    private async Task TimeAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await ask();
        answer.EnsureSuccessStatusCode();
        _asked.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static object Span()
    {
        var now = $"{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}000000";
        var span = new { traceId = Guid.NewGuid().ToString("N"), spanId = Guid.NewGuid().ToString("N")[..16], name = "GET /", kind = 2, startTimeUnixNano = now, endTimeUnixNano = now };
        return new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans = new[] { span } } } } } };
    }

    private async Task JudgeStoreAsync()
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "data", "store.db")};Mode=ReadOnly;Pooling=False");
        (await store.QuerySingleAsync<int>("select count(*) from runs")).ShouldBe(Checks * Rounds);
        (await store.QuerySingleAsync<int>("""
            select count(*) from (select received_nano, lag(received_nano) over (partition by check_name order by start_nano) as earlier from runs) where received_nano < earlier
            """)).ShouldBe(0, "runs of a check that came before an earlier one");
        (await store.QuerySingleAsync<int>("select count(*) from runs where received_nano - start_nano < 19e9")).ShouldBe(0, "runs with the time of their delivery");
    }
}
