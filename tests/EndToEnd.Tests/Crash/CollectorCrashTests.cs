using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Crash;

/// <summary>
/// A collector and a prober of this test's own, in the environment of the running ones: an orchestrator may restart a dead
/// resource, or not, and here the test decides. The shop is the running one.
/// </summary>
public sealed class CollectorCrashTests(RunningSystem system) : IDisposable
{
    private OwnParts? _parts;
    private SystemFolder? _folder;

    [Fact]
    public async Task Kill_OfTheCollectorDuringRuns_LosesNothingThatWasAcknowledged()
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        _folder = new SystemFolder([(@"ca: \S+", $"ca: {system.Folder.Data("parfumerie")}/ca.pem"), ("every: 8s", "every: 3s")]);
        var store = new Store(_folder.Data("collector"));
        _parts = new OwnParts(system, _folder.Config);
        var collector = _parts.StartCollector();
        _parts.StartProber();
        await Poll.UntilAsync("a first run", () => store.FindRunAsync("check_name = 'checkout'"), token, Output);
        var ledger = new SpanLedger(_parts.Otlp, system.Addresses.IngestKey);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var sending = Task.WhenAll(ledger.SendAsync(enough.Token), ledger.SendAsync(enough.Token));
        await AcknowledgedAsync(ledger, 200, token);

        await collector.KillAsync(token);
        var killed = Now();

        // One may wait from before, and one that ends now may have begun before.
        var waiting = SpooledRuns();
        await Poll.UntilTrueAsync("two more runs in the prober's spool", () => Task.FromResult(SpooledRuns() >= waiting + 2), token, Output);
        var restarted = Now();
        collector = _parts.StartCollector();
        var ofTheGap = new { killed, restarted };
        await Poll.UntilAsync(
            "a run that began and ended in the gap",
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
        _parts?.Dispose();
        _folder?.Dispose();
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    private static Task AcknowledgedAsync(SpanLedger ledger, int count, CancellationToken token) => Poll.UntilTrueAsync(
        $"{count} acknowledged spans", () => Task.FromResult(ledger.Acknowledged.Count >= count), token, () => $"{ledger.Acknowledged.Count}");

    private int SpooledRuns() => ProberSpool.Runs(_folder!.Data("prober"));

    private string Output() => _parts!.Output();
}
