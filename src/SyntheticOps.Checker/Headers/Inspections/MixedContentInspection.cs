using SyntheticOps.Checker.Headers.Csp;
using SyntheticOps.Checker.Headers.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>What an https page loads or sends by http (Mixed Content, level 2); upgrade-insecure-requests mends it all.</summary>
internal sealed class MixedContentInspection : IHeaderInspection
{
    private const string Upgrade = "Content-Security-Policy: upgrade-insecure-requests";

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        if (!facts.IsHttps || CspPolicy.Effective(facts).Directives.ContainsKey("upgrade-insecure-requests"))
        {
            return [];
        }

        return from resource in facts.Page.Resources
               where resource.Source is not null
               let source = ScriptSource.Of(resource.Source!, facts.Page.Base)
               where source.Scheme == "http" && source.Host is not (null or "localhost") && !source.Host.StartsWith("127.", StringComparison.Ordinal)
               group resource.Source by KindOf(resource.Kind) into found
               select new Observation(
                   found.Key,
                   found.Key == "mixed:passive" ? Severity.Warning : Severity.Error,
                   "page",
                   string.Join(' ', found.Distinct().Take(5)),
                   found.Key == "mixed:form" ? "let the form's action begin with https" : Upgrade);
    }

    private static string KindOf(string element) => element switch
    {
        "form" => "mixed:form",
        "img" or "audio" or "video" or "source" => "mixed:passive",
        _ => "mixed:active",
    };
}
