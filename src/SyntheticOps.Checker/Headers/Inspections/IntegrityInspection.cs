using SyntheticOps.Checker.Headers.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Integrity that does not work, and style sheets of others without it (Subresource Integrity).</summary>
internal sealed class IntegrityInspection : IHeaderInspection
{
    private static readonly string[] Hashes = ["sha256-", "sha384-", "sha512-"];

    public IEnumerable<Observation> Inspect(HeaderFacts facts) => facts.Page.Resources
        .Where(resource => resource is { Kind: "script" or "stylesheet", Source.Length: > 0 })
        .SelectMany(resource => Inspect(resource, facts))
        .Distinct();

    /// <summary>Whether browsers know the algorithm of any of the hashes.</summary>
    public static bool IsKnown(string? integrity) => integrity?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Any(word => Hashes.Any(hash => word.StartsWith(hash, StringComparison.OrdinalIgnoreCase))) ?? false;

    private static IEnumerable<Observation> Inspect(PageResource resource, HeaderFacts facts)
    {
        var source = ScriptSource.Of(resource.Source!, facts.Page.Base);
        var isCrossOrigin = source.Host is { } host && host != facts.Auto?.Url.IdnHost;
        if (string.IsNullOrWhiteSpace(resource.Integrity))
        {
            if (resource.Kind == "stylesheet" && isCrossOrigin && !facts.Names.AreOneSite(source.Host!, facts.Site.IdnHost))
            {
                yield return new("sri:stylesheet-without-integrity", Severity.Warning, "integrity", resource.Source!, "add integrity=\"sha384-...\" crossorigin=\"anonymous\"");
            }

            yield break;
        }

        if (isCrossOrigin && resource.CrossOrigin is null)
        {
            yield return new("sri:missing-crossorigin", Severity.Warning, "integrity", resource.Source!, "add crossorigin=\"anonymous\"");
        }

        if (!IsKnown(resource.Integrity))
        {
            yield return new("sri:unknown-hash", Severity.Warning, "integrity", resource.Integrity, "use sha256, sha384 or sha512");
        }
    }
}
