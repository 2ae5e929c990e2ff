using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SyntheticOps.Gateway.Tests.Proxying.Reload;

/// <summary>GW-11: configuration changes under 200 requests a second; what is broken is refused with its key, told by a gauge, and nothing fails.</summary>
public sealed class ConfigurationReloadTests : IDisposable
{
    private const string GoodRoute = "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"{**path}\"}";
    private const string GoodClusters = """{"shop": {"Destinations": {"a": {"Address": "URL"}}}}""";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    /// <summary>Thirty ways to break it.</summary>
    public static IReadOnlyList<string> Broken { get; } =
    [
        "", "{", "[]x", "null!", "{\"ReverseProxy\": {\"Routes\": {", "{\"ReverseProxy\": }", "{'ReverseProxy': {}}", "{\"a\": 1, \"a\": 2}", "\u0000", "{\"ReverseProxy\": {\"Routes\": {\"shop\": {\"ClusterId\": \"shop\"",
        .. ((string[])
        [
            "\"ClusterId\": \"other\"", "\"ClusterId\": \"shop\", \"Timeout\": \"soon\"", "\"ClusterId\": \"shop\", \"Timout\": \"00:00:05\"", "\"ClusterId\": \"shop\", \"Timeout\": \"-00:00:05\"", "\"ClusterId\": \"shop\", \"Order\": \"first\"",
            "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"{**\"}", "\"ClusterId\": \"shop\", \"Match\": {\"Paths\": \"/\"}", "\"ClusterId\": \"shop\", \"Match\": {\"Methods\": [\"G ET\"]}", "\"ClusterId\": \"shop\", \"Match\": {}",
            "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"/\"}, \"AuthorizationPolicy\": \"nobody\"", "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"/\"}, \"TimeoutPolicy\": \"unheard\"",
            "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"/\"}, \"Transforms\": [{\"Nonsense\": \"1\"}]", "\"ClusterId\": \"shop\", \"Match\": {\"Path\": \"/\"}, \"CorsPolicy\": \"unheard\"",
        ]).Select(route => Whole(route, GoodClusters)),
        .. ((string[])
        [
            """{"shop": {"Destinations": {"a": {"Address": "nowhere"}}}}""", """{"shop": {"Destinations": {}}}""", """{"shop": {"Destinations": {"a": {"Url": "URL"}}}}""", """{"shop": {"LoadBalancingPolicy": "Fair", "Destinations": {"a": {"Address": "URL"}}}}""",
            """{"shop": {"SessionAffinity": {"Policy": "HashCookie"}, "Destinations": {"a": {"Address": "URL"}}}}""", """{"shop": {"HealthCheck": {"Active": {"Enabled": true, "Interval": "0"}}, "Destinations": {"a": {"Address": "URL", "Health": "nope"}}}}""",
            """{"shop": {"HttpRequest": {"Version": "nine"}, "Destinations": {"a": {"Address": "URL"}}}}""",
        ]).Select(clusters => Whole(GoodRoute, clusters)),
    ];

    [Fact]
    public async Task ThirtyBrokenFiles_UnderLoad_FailNothing_AndAGoodOneIsTaken()
    {
        await using var first = await StubShop.StartAsync(context => context.Response.WriteAsync("first"));
        await using var second = await StubShop.StartAsync(context => context.Response.WriteAsync("second"));
        await WriteAsync(Good(first.Url));
        await using var gateway = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1", null, $"contentRoot={_data.Path}");
        using var stop = new CancellationTokenSource();
        var loaded = -1;
        using var gauge = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name == "synthetic.gateway.config.loaded" && instrument.Meter.Scope == gateway.Services.GetRequiredService<IMeterFactory>()) { self.EnableMeasurementEvents(instrument); } } };
        gauge.SetMeasurementEventCallback<int>((_, value, _, _) => loaded = value);
        gauge.Start();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(gateway, stop.Token)));
        var refused = 0;
        foreach (var broken in Broken)
        {
            await WriteAsync(broken.Replace("URL", second.Url, StringComparison.Ordinal));
            await UntilAsync(() => gateway.Logs.Lines.Count(line => line.Text.Contains("was not taken", StringComparison.Ordinal)) > refused, broken);
            refused++;
            (await TextAsync(gateway)).ShouldBe("first", broken);
            gauge.RecordObservableInstruments();
            loaded.ShouldBe(0, broken);
        }

        var problems = gateway.Logs.Lines.Where(line => line.Text.Contains("was not taken", StringComparison.Ordinal)).Select(line => line.Text).ToList();
        problems.ShouldAllBe(text => text.Contains("appsettings.json", StringComparison.Ordinal) || text.Contains("ReverseProxy:", StringComparison.Ordinal));
        await WriteAsync(Good(second.Url));
        await UntilAsync(() => gateway.Logs.Lines.Any(line => line.Text.Contains("is in force", StringComparison.Ordinal)), "good");
        (await TextAsync(gateway)).ShouldBe("second");
        gauge.RecordObservableInstruments();
        loaded.ShouldBe(1);
        await stop.CancelAsync();
        var answers = (await load).SelectMany(answers => answers).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"broken={refused} requests={answers.Count} failed={answers.Count(text => text is not ("first" or "second"))}"));
        refused.ShouldBe(30);
        answers.ShouldAllBe(text => text == "first" || text == "second");
    }

    private static string Whole(string route, string clusters) => "{\"ReverseProxy\": {\"Routes\": {\"shop\": {" + route + "}}, \"Clusters\": " + clusters + "}}";

    private static string Good(string url) => Whole(GoodRoute, GoodClusters).Replace("URL", url, StringComparison.Ordinal);

    private static async Task<List<string>> AskAsync(RunningGateway gateway, CancellationToken stop)
    {
        var answers = new List<string>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System); // 4 at 50 a second
        while (!stop.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            answers.Add(await TextAsync(gateway));
        }

        return answers;
    }

    private static async Task<string> TextAsync(RunningGateway gateway)
    {
        using var answer = await gateway.GetAsync("/");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(RunningGateway.Token) : $"status {(int)answer.StatusCode}";
    }

    private async Task WriteAsync(string text)
    {
        await File.WriteAllTextAsync(_data.File("next"), text, RunningGateway.Token);
        File.Move(_data.File("next"), _data.File("appsettings.json"), overwrite: true);
        File.SetLastWriteTimeUtc(_data.File("appsettings.json"), DateTime.UnixEpoch.AddSeconds(Interlocked.Increment(ref _written)));
    }

    private int _written;

    private static Task UntilAsync(Func<bool> holds, string what) => Webhooks.Stripe.UntilAsync(() => Task.FromResult(holds()), what);
}
