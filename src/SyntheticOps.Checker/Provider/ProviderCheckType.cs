using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Provider;

/// <summary>`provider: {status-page, components, degraded-from, down-from}`.</summary>
internal sealed class ProviderCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    public string Name => "provider";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var page = map.Require("status-page");
        var url = page?.AsUrl() ?? site.Url;
        if (page is not null && (url.Query.Length > 0 || url.AbsolutePath.Contains("/api/", StringComparison.Ordinal)))
        {
            page.Fail("the page that people read is expected, such as https://www.vercel-status.com; the check knows what to ask it");
        }

        var degraded = ImpactOf(map.Find("degraded-from"));
        var down = ImpactOf(map.Find("down-from"));
        if (degraded >= down)
        {
            map.Fail("degraded-from", "degraded-from is not below down-from, so it could never be seen");
        }

        return new ProviderCheck(transport, clock, new ProviderOptions
        {
            Page = url,
            Components = map.Find("components") is { } components ? [.. components.AsItemsOrOne().Select(item => item.AsText())] : [],
            DegradedFrom = degraded,
            DownFrom = down,
        });
    }

    private static Impact? ImpactOf(ConfigNode? node) =>
        node?.AsChoice("minor", "major", "critical") is { } word ? Enum.Parse<Impact>(word, ignoreCase: true) : null;
}
