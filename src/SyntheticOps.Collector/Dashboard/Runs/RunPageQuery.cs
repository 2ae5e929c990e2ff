using SyntheticOps.Collector.Dashboard.Traces;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Runs;

/// <summary>Reads the page of a run.</summary>
internal sealed class RunPageQuery(ITelemetryReader telemetry, IIncidentReader incidents)
{
    /// <summary>Spans of a run that are looked at; its own trace page pages through more.</summary>
    private const int MaxSpans = 2_000;

    private const int MaxRows = 32;
    private const int MaxRequests = 20;

    public async Task<RunModel?> GetAsync(string id, CancellationToken token)
    {
        if (!Ids.IsTrace(id) || await telemetry.GetRunAsync(id, token) is not { } run)
        {
            return null;
        }

        var spans = await telemetry.GetTraceAsync(id, MaxSpans, token);
        var near = await incidents.FindAsync(new IncidentQuery { Site = run.Site, Limit = 50 }, token);
        var root = spans.FirstOrDefault(span => span.SpanId == run.RootSpanId);
        var prober = root?.ServiceName;
        var steps = RunReading.StepsOf(run, spans);
        var film = RunReading.FilmOf(run, steps);
        var requests = RunReading.RequestsOf(prober, spans);
        return new RunModel
        {
            Run = run,
            Trace = Waterfall.Of(spans, MaxRows),
            Steps = steps,
            Vitals = RunReading.VitalsOf(spans),
            Findings = RunReading.FindingsOf(run, spans),
            Requests = [.. requests.OrderByDescending(request => request.Failed).Take(MaxRequests).OrderBy(request => request.StartedAt)],
            MoreRequests = Math.Max(0, requests.Count - MaxRequests),
            Incident = near.Items.FirstOrDefault(incident => incident.Runs.Contains(id) || Covers(incident, run)),
            Prober = prober,
            Film = film,
            Screen = RunReading.ScreenOf(film),
            Before = RunReading.BeforeOf(run, steps),
            Documents = JourneyReading.DocumentsOf(spans),
            Weight = JourneyReading.WeightOf(root),
            FailedAttempt = JourneyReading.FailedAttemptOf(run),
            WithoutSandbox = root is not null && JourneyReading.IsWithoutSandbox(root),
            ClockSkew = root is null ? null : RunReading.ClockSkewOf(root),
        };
    }

    /// <summary>An incident keeps its first 100 runs; a later failing run of its checks belongs to it as well.</summary>
    private static bool Covers(Incident incident, RunRecord run) =>
        run.Outcome is not Outcome.Up && incident.Checks.Contains(run.Check)
        && run.StartedAt >= incident.FirstFailureAt && (incident.ResolvedAt is null || run.StartedAt <= incident.ResolvedAt);
}
