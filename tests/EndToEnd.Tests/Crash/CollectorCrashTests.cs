using System.Text;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Crash;

/// <summary>
/// A collector and a prober of this test's own, in the environment of the running ones: an orchestrator may restart a dead
/// resource, or not, and here the test decides. The shop is the running one.
/// </summary>
public sealed class CollectorCrashTests(RunningSystem system) : IDisposable
{
    private readonly List<ChildProcess> _started = [];
    private SystemFolder? _folder;

    [Fact]
    public async Task Kill_OfTheCollectorDuringRuns_LosesNothingThatWasAcknowledged()
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        _folder = new SystemFolder([(@"ca: \S+", $"ca: {system.Folder.Data("parfumerie")}/ca.pem"), ("every: 8s", "every: 3s")]);
        var store = new Store(_folder.Data("collector"));
        var (http, otlp, grpc) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var collectorEnvironment = Environment("SyntheticOps.Collector", ("Kestrel__Endpoints__http__Url", Local(http)), ("Kestrel__Endpoints__otlp__Url", Local(otlp)), ("Kestrel__Endpoints__otlpgrpc__Url", Local(grpc)));
        collectorEnvironment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        var collector = Start("SyntheticOps.Collector", collectorEnvironment);
        Start("SyntheticOps.Prober", Environment("SyntheticOps.Prober", ("OTEL_EXPORTER_OTLP_ENDPOINT", Local(otlp)), ("ASPNETCORE_URLS", Local(0))));
        await Poll.UntilAsync("a first run", TimeSpan.FromSeconds(60), () => store.FindRunAsync("check_name = 'checkout'"), token, Output);
        var ledger = new SpanLedger(new Uri(Local(otlp)), system.Addresses.IngestKey);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var sending = Task.WhenAll(ledger.SendAsync(enough.Token), ledger.SendAsync(enough.Token));
        await AcknowledgedAsync(ledger, 200, token);

        await collector.KillAsync(token);
        var killed = Now();
        await Poll.UntilTrueAsync("two runs in the prober's spool", TimeSpan.FromSeconds(60), () => Task.FromResult(SpooledRuns() >= 2), token, Output);
        var restarted = Now();
        collector = Start("SyntheticOps.Collector", collectorEnvironment);
        var ofTheGap = new { killed, restarted };
        await Poll.UntilAsync(
            "a run that began and ended in the gap",
            TimeSpan.FromSeconds(60),
            () => store.FindRunAsync("check_name = 'checkout' and start_nano > @killed and start_nano + duration_nano < @restarted", ofTheGap),
            token,
            Output);
        await AcknowledgedAsync(ledger, ledger.Acknowledged.Count + 100, token);
        await collector.KillAsync(token);
        await enough.CancelAsync();
        await sending;

        var stored = await store.QueryAsync<string>($"select trace_id || span_id from spans where service_name = '{SpanLedger.Service}'");
        ledger.Acknowledged.Except(stored).ShouldBeEmpty();
        (await store.QueryAsync<string>("pragma integrity_check")).ShouldBe(["ok"]);
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_started))
        {
            process.Dispose();
        }

        _folder?.Dispose();
    }

    private static string Local(int port) => $"http://127.0.0.1:{port}";

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    private static Task AcknowledgedAsync(SpanLedger ledger, int count, CancellationToken token) => Poll.UntilTrueAsync(
        $"{count} acknowledged spans", TimeSpan.FromSeconds(60), () => Task.FromResult(ledger.Acknowledged.Count >= count), token, () => $"{ledger.Acknowledged.Count}");

    /// <summary>What the running process of that program has, with this test's folder and ports.</summary>
    private Dictionary<string, string> Environment(string program, params IEnumerable<(string Name, string Value)> changes)
    {
        var environment = system.Tree.EnvironmentOf(program).ShouldNotBeNull(program).ToDictionary();
        environment["SYNOPS_CONFIG"] = _folder!.Config;
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        return environment;
    }

    private ChildProcess Start(string project, Dictionary<string, string> environment)
    {
        var process = ChildProcess.Start(project, project, [], environment);
        _started.Add(process);
        return process;
    }

    /// <summary>Records that carry the root span of a run; it is always the last to be written.</summary>
    private int SpooledRuns() => Directory.EnumerateFiles(Path.Combine(_folder!.Data("prober"), "spool"), "*.rec")
        .Count(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("synthetic.outcome\u0012", StringComparison.Ordinal));

    private string Output() => string.Join("\n\n", _started.Select(process => process.LastLines(20)));
}
