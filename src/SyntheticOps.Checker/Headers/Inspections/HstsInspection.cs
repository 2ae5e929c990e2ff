using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>HSTS on the first https answer, and whether hstspreload.org would take the domain.</summary>
internal sealed class HstsInspection : IHeaderInspection
{
    private const string Header = "strict-transport-security";

    private const string Advice = "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload";

    /// <summary>Seconds.</summary>
    private const long Year = 31_536_000;

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        if (facts.Https is not { } final || final.Lines(Header) is not [var value, ..])
        {
            yield break;
        }

        if (facts.Hops is [{ Url.Scheme: "https" } first, _, ..] && first.Url.IdnHost != final.Url.IdnHost && first.Joined(Header) is null)
        {
            yield return new("hsts:missing-on-apex", Severity.Warning, Header, $"sent by {final.Url.IdnHost}, not by {first.Url.IdnHost}, which redirects there", Advice);
        }

        var directives = value.Split(';', StringSplitOptions.TrimEntries).Select(directive => directive.ToLowerInvariant()).ToList();
        if (directives.Contains("preload"))
        {
            yield return Misses(facts, directives) is { Length: > 0 } misses
                ? new("hsts:preload-not-eligible", Severity.Info, Header, $"{value}, but {misses}", Advice)
                : new("hsts:preload-eligible", Severity.Info, Header, value);
        }
    }

    private static string Misses(HeaderFacts facts, List<string> directives)
    {
        var digits = directives.Find(directive => directive.StartsWith("max-age=", StringComparison.Ordinal))?[8..];
        var isYear = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= Year;
        var host = facts.Site.IdnHost;
        var isBase = facts.Names.Suffixes is { } suffixes ? suffixes.Registrable(host, withPrivate: true) == host : !host.StartsWith("www.", StringComparison.Ordinal);
        var redirects = facts.HttpChain is [] or [_, { Scheme: "https" }, ..] && (facts.HttpChain.Count == 0 || facts.HttpChain[0].IdnHost == facts.HttpChain[1].IdnHost);
        (bool Holds, string Miss)[] conditions =
        [
            (isYear, "max-age is less than a year"),
            (directives.Contains("includesubdomains"), "includeSubDomains is missing"),
            (isBase, "the list takes only the registered domain"),
            (facts.CertificateValid, "the certificate is not valid"),
            (redirects, "http does not redirect to https on the same host first"),
        ];
        return string.Join(", ", conditions.Where(condition => !condition.Holds).Select(condition => condition.Miss));
    }
}
