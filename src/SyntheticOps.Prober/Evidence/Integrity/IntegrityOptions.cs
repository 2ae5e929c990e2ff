using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>`integrity: {pages: [/commande/*/paiement], baseline: baselines/checkout.json}` of a journey (PCI DSS 4.0.1, 6.4.3 and 11.6.1).</summary>
/// <param name="Pages">Globs of the pages whose scripts and headers are approved.</param>
/// <param name="Baseline">Absolute path of the approved state.</param>
internal sealed record IntegrityOptions(IReadOnlyList<string> Pages, string Baseline)
{
    private const int MaximumPages = 20;

    public static IntegrityOptions? Read(ConfigMap? map)
    {
        var pages = map?.Require("pages")?.AsItemsOrOne() ?? [];
        var path = map?.Require("baseline");
        if (pages.Count is 0 or > MaximumPages)
        {
            map?.Fail("pages", $"1 to {MaximumPages} pages are expected, such as [/checkout/*/payment]");
        }

        var globs = pages.Select(page =>
        {
            var glob = page.AsText();
            if (!glob.StartsWith('/') && !glob.StartsWith("http", StringComparison.Ordinal))
            {
                page.Fail("a path or URL is expected, with * for one segment, such as /checkout/*/payment");
            }

            return glob;
        }).ToList();
        return path is null || globs.Count == 0 ? null : new IntegrityOptions(globs, path.AsPath());
    }
}
