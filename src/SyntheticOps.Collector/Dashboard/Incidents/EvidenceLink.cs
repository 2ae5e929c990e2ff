using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Incidents;

/// <summary>Where a piece of evidence is shown; null for a reference that is neither one of our own forms nor a provider's page.</summary>
internal static class EvidenceLink
{
    public static string? Of(Evidence evidence) => evidence.Ref.Split('/') switch
    {
        // The only one that leads away from us; the probe has taken it from other people's pages.
        _ when evidence.Kind == "provider" => Uri.TryCreate(evidence.Ref, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps ? page.AbsoluteUri : null,
        [var run] when evidence.Kind is "run" or "step" && Ids.IsTrace(run) => $"/runs/{run}",
        [var trace] when evidence.Kind is "trace" && Ids.IsTrace(trace) => $"/traces/{trace}",
        [var run, var name] when evidence.Kind is "artifact" or "step" && Ids.IsTrace(run) && Ids.IsArtifact(name) && name.Contains('.', StringComparison.Ordinal) => $"/artifacts/{run}/{name}",
        [var trace, var span] when Ids.IsTrace(trace) && span.Length <= 16 && span.All(char.IsAsciiHexDigitLower) => $"/traces/{trace}#s-{span}",
        [var run, ..] when Ids.IsTrace(run) => $"/runs/{run}",
        _ => null,
    };
}
