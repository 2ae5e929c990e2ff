using System.Globalization;
using SyntheticOps.Cli.Connection;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Drills;

/// <summary>Breaks the shop, waits for the right incident and its notification, repairs, waits for recovery.</summary>
internal sealed class DrillRunner(ApiClient collector, ApiClient shop, TimeProvider clock, Action<string> progress)
{
    private const string Incidents = "/api/v1/incidents";

    public async Task<DrillResult> RunAsync(Drill drill, string site, IReadOnlyList<string> without, DrillLimits limits, CancellationToken token)
    {
        await WaitForCalmAsync(site, limits.Calm, token);
        await using var receiver = await NotificationReceiver.StartAsync(clock, token);
        var started = await collector.PostAsync<DrillAnswer>(
            "/api/v1/drills", new { site, scenario = drill.Scenario, without, notify = receiver.Address }, token);
        try
        {
            return await BreakAsync(drill, started.Id, receiver, limits, token);
        }
        finally
        {
            await ForgetAsync(started.Id);
        }
    }

    private async Task<DrillResult> BreakAsync(Drill drill, string id, NotificationReceiver receiver, DrillLimits limits, CancellationToken token)
    {
        DateTimeOffset broken;
        IncidentAnswer? incident;
        DateTimeOffset? detected = null;
        DateTimeOffset? notified = null;
        try
        {
            foreach (var fault in drill.Faults)
            {
                await shop.PutAsync($"{Names.Routes.Faults}/{fault.Name}", new { @params = fault.Params }, token);
            }

            broken = clock.GetUtcNow();
            progress($"{drill.Scenario}: {drill.Description}; waiting for the incident");
            incident = await WaitAsync($"{Incidents}?drill={id}", list => list.FirstOrDefault(item => item.Scenario == drill.Scenario), limits.Detect, token);
            if (incident is not null)
            {
                detected = clock.GetUtcNow();
                progress($"{drill.Scenario}: {incident.Id} opened after {Seconds(detected.Value - broken)}; waiting for its notification");
                notified = await receiver.First.WaitAsync(limits.Notify, clock, token).ContinueWith(
                    task => task.IsCompletedSuccessfully ? task.Result : (DateTimeOffset?)null, token, TaskContinuationOptions.None, TaskScheduler.Default);
                incident = await WithEvidenceAsync(incident, drill, limits.Notify, token);
            }
        }
        finally
        {
            await RepairAsync();
        }

        var repaired = clock.GetUtcNow();
        progress($"{drill.Scenario}: repaired; waiting for recovery");
        var recovered = incident is not null && await ResolvedAsync(id, limits.Recover, token) ? clock.GetUtcNow() : (DateTimeOffset?)null;
        return Judge(drill, id, incident, limits, detected - broken, notified - broken, recovered - repaired);
    }

    private static DrillResult Judge(
        Drill drill, string id, IncidentAnswer? incident, DrillLimits limits, TimeSpan? detect, TimeSpan? notify, TimeSpan? recover) => new()
        {
            Id = id,
            Scenario = drill.Scenario,
            Incident = incident?.Id,
            DetectS = detect?.TotalSeconds,
            NotifyS = notify?.TotalSeconds,
            RecoverS = recover?.TotalSeconds,
            Checks =
            [
                new("scenario", incident is not null, drill.Scenario, incident?.Scenario ?? "no incident"),
                new("detected in time", detect <= limits.Detect, $"within {Seconds(limits.Detect)}", detect is { } d ? Seconds(d) : "not detected"),
                new("cause", incident is not null && NamesCause(incident, drill), string.Join(", ", drill.Names), incident?.Cause ?? "no incident"),
                new("evidence", incident is { Evidence.Count: > 0 }, "a failed run and what it saw", incident is null ? "no incident" : $"{incident.Evidence.Count} pieces"),
                new("notification", notify is not null, "delivered", notify is { } n ? Seconds(n) : "not delivered"),
                new("recovery", recover is not null, $"within {Seconds(limits.Recover)}", recover is { } r ? Seconds(r) : "not recovered"),
            ],
        };

    private static bool NamesCause(IncidentAnswer incident, Drill drill) => drill.Names.All(name =>
        incident.Evidence.Select(evidence => evidence.Text).Append(incident.Cause).Any(text => text.Contains(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A shop that is broken already would give the wrong incident the credit.</summary>
    private async Task WaitForCalmAsync(string site, TimeSpan limit, CancellationToken token)
    {
        var calm = await WaitAsync(
            $"{Incidents}?state=open",
            list => list.Any(incident => incident.Site == site) ? null : new Quiet(),
            limit,
            token,
            () => progress("an incident is open; waiting until it is resolved"));
        if (calm is null)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"Site {site} still has an open incident after {Seconds(limit)}. Resolve it, or wait until it resolves itself, then drill again.");
        }
    }

    /// <summary>Evidence is completed for some seconds after the opening, when the shop's own spans arrive.</summary>
    private async Task<IncidentAnswer> WithEvidenceAsync(IncidentAnswer incident, Drill drill, TimeSpan limit, CancellationToken token)
    {
        var end = clock.GetTimestamp() + (long)(limit.TotalSeconds * clock.TimestampFrequency);
        while (!NamesCause(incident, drill) && clock.GetTimestamp() < end)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, token);
            incident = await collector.GetAsync<IncidentAnswer>($"{Incidents}/{incident.Id}", token);
        }

        return incident;
    }

    private async Task<bool> ResolvedAsync(string id, TimeSpan limit, CancellationToken token) => await WaitAsync(
        $"{Incidents}?drill={id}",
        list => list.Count > 0 && list.All(incident => incident.State == "resolved") ? new Quiet() : null,
        limit,
        token) is not null;

    /// <summary>Asks until the answer fits or the limit is over; each question waits at the collector for a change.</summary>
    private async Task<T?> WaitAsync<T>(string path, Func<IReadOnlyList<IncidentAnswer>, T?> fits, TimeSpan limit, CancellationToken token, Action? waiting = null)
        where T : class
    {
        var started = clock.GetTimestamp();
        var wait = 0;
        while (true)
        {
            var list = await collector.GetAsync<IncidentList>(string.Create(CultureInfo.InvariantCulture, $"{path}&wait={wait}s"), token);
            if (fits(list.Incidents) is { } found)
            {
                return found;
            }

            var left = limit - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            waiting?.Invoke();
            waiting = null;
            wait = (int)Math.Clamp(Math.Ceiling(left.TotalSeconds), 1, 5);
        }
    }

    /// <summary>Repairs even when the drill was cancelled, within ten seconds.</summary>
    private async Task RepairAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
        await shop.DeleteAsync(Names.Routes.Faults, limit.Token);
    }

    private async Task ForgetAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
        await collector.DeleteAsync($"/api/v1/drills/{id}", limit.Token);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private sealed record Quiet;
}
