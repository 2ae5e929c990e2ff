using System.Globalization;
using System.Text;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Writes the report of an incident in Markdown, from what is recorded and nothing else.</summary>
internal sealed class IncidentReport
{
    private static readonly string[] ByPeople = ["acknowledged", "note", "resolved"];

    private readonly Incident _incident;
    private readonly string _siteName;
    private readonly CultureInfo _culture;
    private readonly StringBuilder _text = new();

    private IncidentReport(Incident incident, string siteName, CultureInfo culture) => (_incident, _siteName, _culture) = (incident, siteName, culture);

    /// <param name="now">Until when an incident that goes on has lasted.</param>
    public static string Write(Incident incident, string siteName, CultureInfo culture, DateTimeOffset now)
    {
        var report = new IncidentReport(incident, siteName, culture);
        report.Summary(now);
        report.Description();
        report.Cause();
        report.Actions();
        report.Resolution();
        report.Section("prevention", $"- {report.Word($"prevention.{incident.Scenario}")}");
        report.Lessons();
        return report._text.ToString();
    }

    private void Summary(DateTimeOffset now)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# {Word("report.heading", _incident.Id, ReportText.Escape(IncidentWords.Title(_incident, _culture)))}\n");
        if (_incident.Drill is { } drill)
        {
            _text.Append(CultureInfo.InvariantCulture, $"\n{Word("report.drill", ReportText.Escape(drill))}\n");
        }

        var lasted = ReportText.Duration((_incident.ResolvedAt ?? now) - _incident.FirstFailureAt, _culture);
        var end = _incident.ResolvedAt is { } resolved ? $" – {ReportText.Time(resolved)}" : "";
        Section("summary", string.Join('\n',
            Row("date", Word("report.date.value", ReportText.Time(_incident.FirstFailureAt) + end)),
            Row("duration", _incident.ResolvedAt is null ? Word("report.duration.ongoing", lasted) : lasted),
            Row("impact", Word($"impact.{_incident.Scenario}")),
            Row("status", IncidentWords.State(_incident.State, _culture)),
            Row("severity", IncidentWords.Severity(_incident.Severity, _culture)),
            Row("scenario", IncidentWords.Scenario(_incident.Scenario, _culture)),
            Row("site", ReportText.Escape(_siteName))));
    }

    private void Description() => Section("description", string.Join("\n\n",
        ReportText.Escape(IncidentWords.Title(_incident, _culture)) + ".",
        Word(
            "report.description.text",
            Word("report.date.value", ReportText.Time(_incident.FirstFailureAt)),
            ReportText.Escape(string.Join(", ", _incident.Checks)),
            ReportText.Escape(_siteName),
            ReportText.Duration(_incident.OpenedAt - _incident.FirstFailureAt, _culture),
            _incident.Runs.Count),
        $"**{Word("report.timeline")}**",
        Lines(_incident.Timeline)));

    private void Cause()
    {
        var evidence = _incident.Evidence.Select(item => $"- {ReportText.Escape(item.In(_culture))} ({ReportText.Escape($"{item.Kind} {item.Ref}")})").ToList();
        Section("cause", string.Join("\n\n",
            Word("report.cause.text", ReportText.Escape(IncidentWords.Cause(_incident, _culture))),
            evidence.Count == 0 ? Word("report.cause.none") : string.Join('\n', evidence)));
    }

    private void Actions()
    {
        var actions = _incident.Timeline.Where(entry => ByPeople.Contains(entry.Code) && !entry.Actor.StartsWith("rule:", StringComparison.Ordinal)).ToList();
        Section("actions", actions.Count == 0 ? Word("report.actions.none") : Lines(actions));
    }

    private void Resolution()
    {
        var last = _incident.Timeline.LastOrDefault(entry => entry.Code == "resolved");
        var how = _incident.ResolvedAt is not { } at || last is null ? Word("report.resolution.open")
            : last.Actor.StartsWith("rule:", StringComparison.Ordinal) ? Word("report.resolution.self", Word("report.date.value", ReportText.Time(at)))
            : Word("report.resolution.person", Word("report.date.value", ReportText.Time(at)), ReportText.Escape(last.Actor));
        var told = Word(
            "report.resolution.told", _incident.Notifications.Count(notification => notification.State == "delivered"), _incident.Notifications.Count);
        Section("resolution", _incident.Notifications.Count == 0 ? how : $"{how}\n\n{told}");
    }

    private void Lessons()
    {
        var taken = _incident.AcknowledgedAt is { } at
            ? Word("report.lessons.acknowledged", ReportText.Duration(at - _incident.OpenedAt, _culture), ReportText.Escape(_incident.AcknowledgedBy ?? ""))
            : Word("report.lessons.unacknowledged");
        var lessons = $"- {Word("report.lessons.text", ReportText.Duration(_incident.OpenedAt - _incident.FirstFailureAt, _culture), taken)}";
        var again = _incident.Timeline.Any(entry => entry.Code == "reopened");
        Section("lessons", again ? $"{lessons}\n- {Word("report.lessons.again")}" : lessons);
    }

    private string Lines(IEnumerable<TimelineEntry> entries) => string.Join('\n', entries.OrderBy(entry => entry.At).Select(entry =>
        $"- {ReportText.Time(entry.At)} {ReportText.Escape(entry.Actor)}, {ReportText.Escape(IncidentWords.Text($"timeline.{entry.Code}", _culture) ?? entry.Code)}: {ReportText.Escape(entry.In(_culture))}"));

    private string Row(string key, string value) => $"- {Word("report.row", Word($"report.{key}"), value)}";

    private void Section(string key, string body) => _text.Append(CultureInfo.InvariantCulture, $"\n## {Word($"report.{key}")}\n\n{body}\n");

    private string Word(string key, params object?[] args) => IncidentWords.Text(key, _culture, args) ?? key;
}
