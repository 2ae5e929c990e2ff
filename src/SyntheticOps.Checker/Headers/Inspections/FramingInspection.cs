using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>frame-ancestors that let everybody in, and X-Frame-Options that says something else.</summary>
internal sealed class FramingInspection : IHeaderInspection
{
    private const string Advice = "Content-Security-Policy: frame-ancestors 'self'";

    private static readonly string[] Everybody = ["*", "http:", "https:"];

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        // Meta tags cannot set it; of several policies each must allow the frame.
        var ancestors = (facts.Auto?.Lines("content-security-policy") ?? []).SelectMany(line => line.Split(','))
            .Select(policy => ParsedCsp.Parse(policy).Directives.GetValueOrDefault("frame-ancestors"))
            .OfType<List<string>>()
            .ToList();
        if (ancestors.Count == 0)
        {
            yield break;
        }

        if (ancestors.All(sources => sources.Exists(Everybody.Contains)))
        {
            yield return new("xfo:frame-ancestors-star", Severity.Warning, "x-frame-options", $"frame-ancestors {string.Join(' ', ancestors[0])}", Advice);
        }

        var options = facts.Auto?.Joined("x-frame-options")?.ToLowerInvariant();
        var meant = options switch { "deny" => "'none'", "sameorigin" => "'self'", _ => null };
        if (meant is not null && !ancestors.Exists(sources => sources is [var only] && only == meant || sources.Count == 0 && meant == "'none'"))
        {
            yield return new("xfo:contradiction", Severity.Warning, "x-frame-options", $"{options}, but frame-ancestors {string.Join(' ', ancestors[0])}", Advice);
        }
    }
}
