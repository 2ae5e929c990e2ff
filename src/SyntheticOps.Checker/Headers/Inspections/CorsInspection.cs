using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Origins that may read answers with the customer's cookies; reflection is believed only from two different origins.</summary>
internal sealed class CorsInspection : IHeaderInspection
{
    private const string Subject = "access-control-allow-origin";

    private const string Advice = "answer a fixed list of origins only, with Vary: Origin";

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        var named = facts.Cors.Where(answer => answer.Origin != "null").ToList();
        if (named.Count > 1 && named.TrueForAll(answer => answer.ReflectsWithCredentials))
        {
            yield return new("cors:reflects-origin-with-credentials", Severity.Error, Subject, "any origin, with credentials", Advice);
        }
        else if (facts.Cors.Any(answer => answer is { AllowOrigin: "null", AllowsCredentials: true }) || Sends(facts, "null"))
        {
            yield return new("cors:null-origin-with-credentials", Severity.Error, Subject, "null, with credentials", Advice);
        }

        if (facts.Cors.Any(answer => answer is { AllowOrigin: "*", AllowsCredentials: true }) || Sends(facts, "*"))
        {
            yield return new("cors:star-with-credentials", Severity.Warning, Subject, "*, with credentials", "send either * without Access-Control-Allow-Credentials, or a fixed origin");
        }
    }

    private static bool Sends(HeaderFacts facts, string origin) =>
        facts.Auto?.Joined(Subject) == origin && "true".Equals(facts.Auto.Joined("access-control-allow-credentials"), StringComparison.OrdinalIgnoreCase);
}
