using System.Globalization;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>Reads the list of checks and the page of one.</summary>
internal sealed class ChecksQuery(BoardQuery boards, CheckRowsQuery rows, SlotCache slots, ITelemetryReader telemetry, IIncidentReader incidents)
{
    private const int ChecksPerPage = 25;
    private const int RunsPerPage = 15;

    /// <summary>A root, its five phases and a few requests: enough of an http run to draw its bar.</summary>
    private const int SpansForPhases = 12;

    public async Task<ChecksModel> GetAllAsync(string? after, CancellationToken token)
    {
        var skip = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var board = await boards.GetAsync(token);
        var shown = await rows.GetAsync(board.Checks.Skip(skip).Take(ChecksPerPage), token);
        var next = skip + ChecksPerPage < board.Checks.Count ? (skip + ChecksPerPage).ToString(CultureInfo.InvariantCulture) : null;
        return new ChecksModel(shown, board.Checks.Count, board.Sites.Count, next);
    }

    /// <returns>Null when synthetics.yaml has no such check.</returns>
    public async Task<CheckModel?> GetAsync(string name, string? range, bool onlyFailures, string? after, CancellationToken token)
    {
        var board = await boards.GetAsync(token);
        if (board.Checks.FirstOrDefault(status => status.Check.Name == name) is not { } status)
        {
            return null;
        }

        var site = status.Site.Name;
        var day = await slots.GetAsync(site, name, TimeSpan.FromHours(1), 24, token);
        var chosen = ChartRange.Of(range, day);
        var runs = await telemetry.FindRunsAsync(
            new RunQuery { Site = site, Check = name, Outcome = onlyFailures ? Outcome.Down : null, Limit = RunsPerPage, After = after }, token);
        var past = await incidents.FindAsync(new IncidentQuery { Site = site, Limit = 100 }, token);
        return new CheckModel
        {
            Status = status,
            Range = chosen,
            Chart = await slots.GetAsync(site, name, chosen.Step, chosen.Count, token),
            Recent = await slots.GetAsync(site, name, status.Check.Every, 60, token),
            Day = day,
            Week = await slots.GetAsync(site, name, TimeSpan.FromHours(2), 84, token),
            Month = await slots.GetAsync(site, name, TimeSpan.FromHours(8), 90, token),
            Runs = await LinesOfAsync(runs.Items, token),
            Next = runs.Next,
            OnlyFailures = onlyFailures,
            Incidents = [.. past.Items.Where(incident => incident.Checks.Contains(name)).Take(10)],
        };
    }

    private async Task<IReadOnlyList<RunLine>> LinesOfAsync(IReadOnlyList<RunRecord> runs, CancellationToken token)
    {
        var lines = new List<RunLine>();
        foreach (var run in runs)
        {
            var spans = run.Type is "http" or "headers" ? await telemetry.GetTraceAsync(run.RunId, SpansForPhases, token) : [];
            lines.Add(new RunLine(run, PhasesOf(spans)));
        }

        return lines;
    }

    private static List<Phase> PhasesOf(IEnumerable<SpanRecord> spans) =>
        [.. spans.Where(span => span.Name == SyntheticTelemetry.Spans.Phase)
            .Select(span => new Phase(span.Attributes.Text(SyntheticTelemetry.Attributes.PhaseName) ?? "", span.Duration))];
}
