using System.Diagnostics;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checks.Running;

/// <summary>Writes the root span of a run as contracts.md section 3 says.</summary>
internal static class RootSpan
{
    private const int MaximumText = 1000;

    /// <summary>What is known before the run.</summary>
    public static void Describe(Activity root, RunStart start, string configHash)
    {
        root.SetTag(Names.CheckName, start.Check);
        root.SetTag(Names.CheckType, start.Type);
        root.SetTag(Names.SiteName, start.Site);
        root.SetTag(Names.Trigger, start.Trigger);
        root.SetTag(Names.Attempt, start.Attempt);
        root.SetTag(Names.ConfigHash, configHash);
        root.SetTag(Names.RulesetVersion, RunSource.Version);
        root.SetTag(Names.UrlFull, start.Url);
        if (Uri.TryCreate(start.Url, UriKind.Absolute, out var url))
        {
            root.SetTag(Names.ServerAddress, url.IdnHost);
            root.SetTag(Names.ServerPort, url.Port);
        }
    }

    /// <summary>The wall clock was set by so much.</summary>
    public static void Flag(Activity root, TimeSpan skew) => root.SetTag(Names.ClockSkew, Math.Round(skew.TotalSeconds, 3));

    /// <summary>The verdict. Findings and artifacts become events, at most a hundred; the result says how many were left out.</summary>
    public static void Judge(Activity root, CheckResult result, IReadOnlyList<ArtifactNote> artifacts)
    {
        var failed = result.Outcome is Outcome.Down or Outcome.Unknown;
        root.SetTag(Names.Outcome, result.Outcome.Word());
        root.SetTag(Names.OutcomeReason, result.Outcome == Outcome.Up ? null : result.Reason);
        root.SetTag(Names.ErrorType, failed ? result.Reason : null);
        root.SetTag(Names.StepFailed, result.FailedStep);
        root.SetTag(Names.Maintenance, result.Maintenance);
        root.SetTag(Names.Message, Cut(result.Message, SyntheticTelemetry.MaxMessageLength));
        root.SetTag(Names.MessageParts, result.Said?.Pack());
        foreach (var (name, value) in result.Attributes.Take(SyntheticTelemetry.MaxEventsPerSpan - root.TagObjects.Count() - 1))
        {
            root.SetTag(name, value is string text ? Cut(text, MaximumText) : value);
        }

        var shown = Shown(result.Findings, artifacts.Count);
        root.SetTag(Names.FindingsDropped, result.Findings.Count - shown.Count);
        foreach (var finding in shown)
        {
            root.AddEvent(Event(finding));
        }

        foreach (var artifact in artifacts.Take(SyntheticTelemetry.MaxEventsPerSpan))
        {
            root.AddEvent(new ActivityEvent(SyntheticTelemetry.Events.Artifact, tags: new ActivityTagsCollection
            {
                [Names.ArtifactName] = artifact.Name,
                [Names.ArtifactType] = artifact.MediaType,
                [Names.ArtifactSize] = artifact.Size,
            }));
        }

        root.SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset, failed ? Cut(result.Message, SyntheticTelemetry.MaxMessageLength) : null);
    }

    /// <summary>Whether all findings fit beside so many artifacts.</summary>
    public static bool Fits(CheckResult result, int artifacts) => result.Findings.Count + artifacts <= SyntheticTelemetry.MaxEventsPerSpan;

    /// <summary>One line of at most so many characters; control characters become blanks.</summary>
    public static string? Cut(string? text, int length)
    {
        if (text is null)
        {
            return null;
        }

        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= length ? line : string.Concat(line.AsSpan(0, length - 1), "…");
    }

    /// <summary>The gravest findings, in the order the check gave them.</summary>
    private static List<Finding> Shown(IReadOnlyList<Finding> findings, int artifacts)
    {
        var room = Math.Max(0, SyntheticTelemetry.MaxEventsPerSpan - artifacts);
        var kept = findings.OrderByDescending(finding => finding.Severity).Take(room).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. findings.Where(kept.Contains)];
    }

    private static ActivityEvent Event(Finding finding) => new(SyntheticTelemetry.Events.Finding, tags: new ActivityTagsCollection
    {
        [Names.FindingCode] = finding.Code,
        [Names.FindingSeverity] = finding.Severity.Word(),
        [Names.FindingKind] = finding.Kind.Word(),
        [Names.FindingSubject] = Cut(finding.Subject, MaximumText),
        [Names.FindingArgs] = finding.Args.Select(arg => Cut(arg, MaximumText)).ToArray(),
        [Names.FindingText] = Cut(finding.Text, MaximumText),
    });
}
