using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>What the status pages of a site's providers say just now, as evidence. Pure.</summary>
internal static class ProviderEvidence
{
    public const string Kind = "provider";

    private const string CheckType = "provider";

    private static readonly string[] Codes = ["provider-incident", "provider-component"];

    /// <summary>Whether anybody looks at status pages.</summary>
    public static bool IsWatched(SyntheticsConfiguration configuration) => configuration.Checks.Values.Any(check => check.Type == CheckType);

    /// <summary>By site; a site whose providers are well is not there.</summary>
    /// <param name="latest">The newest run of every check and location.</param>
    public static ILookup<string, Evidence> Of(SyntheticsConfiguration configuration, IEnumerable<RunRecord> latest, DateTimeOffset now) => latest
        .Where(run => run.Type == CheckType && configuration.Checks.TryGetValue(run.Check, out var check) && check.Site == run.Site && run.EndedAt >= now - check.SilentAfter)
        .OrderBy(run => run.Check, StringComparer.Ordinal)
        .SelectMany(run => run.Findings.Where(finding => Codes.Contains(finding.Code) && finding.Severity != Severity.Info)
            .Select(finding => (run.Site, Evidence: new Evidence(Kind, finding.Args is [_, _, _, var url, ..] ? url : finding.Subject, finding.Text, Sentence(finding)))))
        .Distinct()
        .ToLookup(item => item.Site, item => item.Evidence);

    /// <summary>What was known and what is new: the last words about each incident of a provider stay when it is over.</summary>
    public static IReadOnlyList<Evidence> Merge(IReadOnlyList<Evidence> known, IEnumerable<Evidence> now)
    {
        var current = now.DistinctBy(item => (item.Ref, Topic(item))).ToList();
        return
        [
            .. known.Select(old => current.Find(item => item.Ref == old.Ref && Topic(item) == Topic(old)) ?? old),
            .. current.Where(item => !known.Any(old => old.Ref == item.Ref && Topic(old) == Topic(item))),
        ];
    }

    private static string Sentence(Finding finding) => finding.Args is [var provider, var impact, var state, ..]
        ? Sentences.Pack("provider", provider, finding.Subject.StartsWith($"{provider}: ", StringComparison.Ordinal) ? finding.Subject[(provider.Length + 2)..] : finding.Subject, Sentences.Word("impact", impact), state)
        : "";

    /// <summary>The words before the state of the incident, which changes while it goes on.</summary>
    private static string Topic(Evidence evidence) => evidence.Text.Split(" (impact", 2)[0];
}
