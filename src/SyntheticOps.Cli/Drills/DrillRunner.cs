using SyntheticOps.Cli.Connection;

namespace SyntheticOps.Cli.Drills;

/// <summary>Breaks the shop, waits for the right incident and its notification, repairs, waits for recovery.</summary>
internal sealed class DrillRunner(ApiClient collector, ApiClient shop, TimeProvider clock, Action<string> progress)
{
    private static readonly TimeSpan ForgetLimit = TimeSpan.FromSeconds(10);

    private readonly IncidentWatch _incidents = new(collector, clock);
    private readonly ShopFaults _faults = new(shop, clock);

    public async Task<DrillResult> RunAsync(Drill drill, string site, IReadOnlyList<string> without, DrillLimits limits, CancellationToken token)
    {
        await _faults.RefuseBrokenAsync(token);
        await WaitForCalmAsync(site, limits.Calm, token);
        await using var receiver = await NotificationReceiver.StartAsync(clock, token);
        var started = await collector.PostAsync<DrillAnswer>(
            "/api/v1/drills", new { site, scenario = drill.Scenario, without, notify = receiver.Address }, token);
        try
        {
            return await BreakAsync(drill, started.Id, site, receiver, limits, token);
        }
        finally
        {
            await ForgetAsync(started.Id);
        }
    }

    private async Task<DrillResult> BreakAsync(
        Drill drill, string id, string site, NotificationReceiver receiver, DrillLimits limits, CancellationToken token)
    {
        DrillVerdict verdict;
        try
        {
            await _faults.BreakAsync(drill, limits.Broken, token);
            verdict = await DetectAsync(drill, id, site, receiver, limits, clock.GetTimestamp(), token);
        }
        finally
        {
            await _faults.RepairAsync();
        }

        var repaired = clock.GetTimestamp();
        if (verdict.Detect is not null)
        {
            progress($"{drill.Scenario}: repaired; waiting for recovery");
            var recovered = await _incidents.IsResolvedAsync(id, limits.Recover, token);
            verdict = verdict with { Recover = recovered ? clock.GetElapsedTime(repaired) : null };
        }

        return verdict.Judge(limits);
    }

    private async Task<DrillVerdict> DetectAsync(
        Drill drill, string id, string site, NotificationReceiver receiver, DrillLimits limits, long broken, CancellationToken token)
    {
        progress($"{drill.Scenario}: {drill.Description}; waiting for the incident");
        var incident = await _incidents.OpenedAsync(id, limits.Detect, token);
        if (incident is null)
        {
            // The site was calm before, so what is open now was opened by this drill, for another reason than it should.
            var instead = await _incidents.UnresolvedAsync(site, token);
            return new DrillVerdict(drill, id, instead.Count > 0 ? instead[0] : null, null, null, null);
        }

        var detect = clock.GetElapsedTime(broken);
        progress($"{drill.Scenario}: {incident.Id} opened after {DrillVerdict.Seconds(detect)}; waiting for its notification");
        var notified = await NotifiedAsync(receiver, id, limits.Notify, token);
        incident = await WithEvidenceAsync(incident, drill, limits.Notify, token);
        return new DrillVerdict(drill, id, incident, detect, notified is { } at ? clock.GetElapsedTime(broken, at) : null, null);
    }

    private async Task<long?> NotifiedAsync(NotificationReceiver receiver, string id, TimeSpan limit, CancellationToken token)
    {
        try
        {
            return await receiver.OpenedAsync(id).WaitAsync(limit, clock, token);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task WaitForCalmAsync(string site, TimeSpan limit, CancellationToken token)
    {
        if (!await _incidents.IsCalmAsync(site, limit, () => progress("an incident is open; waiting until it is resolved"), token))
        {
            throw new CliException(
                ServiceDefaults.Names.ExitCodes.OwnFault,
                $"Site {site} still has an open incident after {DrillVerdict.Seconds(limit)}. Resolve it, or wait until it resolves itself, then drill again.");
        }
    }

    /// <summary>Evidence is completed for some seconds after the opening, when the shop's own spans arrive.</summary>
    private async Task<IncidentAnswer> WithEvidenceAsync(IncidentAnswer incident, Drill drill, TimeSpan limit, CancellationToken token)
    {
        var started = clock.GetTimestamp();
        while (!DrillVerdict.NamesCause(incident, drill) && clock.GetElapsedTime(started) < limit)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, token);
            incident = await _incidents.GetAsync(incident.Id, token);
        }

        return incident;
    }

    /// <summary>Also when the drill was cancelled. A drill that cannot be ended is over by itself, so that changes no verdict.</summary>
    private async Task ForgetAsync(string id)
    {
        using var limit = new CancellationTokenSource(ForgetLimit, clock);
        try
        {
            await collector.DeleteAsync($"/api/v1/drills/{Uri.EscapeDataString(id)}", limit.Token);
        }
        catch (Exception e) when (e is CliException or OperationCanceledException)
        {
            progress($"The drill {id} could not be ended at the collector; it ends by itself within ten minutes. {e.Message}");
        }
    }
}
