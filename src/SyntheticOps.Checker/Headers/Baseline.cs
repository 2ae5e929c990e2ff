using System.Text.RegularExpressions;
using SyntheticOps.Checker.Baselines;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers;

/// <summary>
/// The approved security headers of a site. A run that finds the file missing writes it; from then on a header that is
/// removed, changed or added is a finding of kind drift until somebody approves the new state (`synops baseline approve`).
/// </summary>
internal sealed partial record Baseline(IReadOnlyDictionary<string, string> Headers)
{
    private static readonly string[] Watched =
    [
        "content-security-policy", "content-security-policy-report-only", "strict-transport-security", "x-frame-options",
        "x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy",
        "cross-origin-embedder-policy", "cross-origin-resource-policy", "access-control-allow-origin", "access-control-allow-credentials",
    ];

    /// <summary>What an answer sends now; nonces, which change with every answer, are left out of the values.</summary>
    public static Baseline Of(Answer answer) => new(Watched
        .Select(name => (Name: name, Value: answer.Joined(name)))
        .Where(header => header.Value is not null)
        .OrderBy(header => header.Name, StringComparer.Ordinal)
        .ToDictionary(header => header.Name, header => Nonce().Replace(header.Value!, "'nonce-*'")));

    /// <summary>The approved state in the file; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is no baseline; the message names it.</exception>
    public static Baseline? Read(string path) => BaselineFile.Read<Baseline>(path, "headers", baseline => baseline.Headers is not null);

    public void Write(string path) => BaselineFile.Write(path, this);

    /// <summary>What differs now from the approved state; a change for the better is worth knowing, any other one an error.</summary>
    /// <param name="facts">What was seen, to judge by whether a change is for the better; null cannot tell.</param>
    public IEnumerable<Finding> Drift(Baseline now, HeaderFacts? facts = null)
    {
        foreach (var name in Headers.Keys.Union(now.Headers.Keys).Order(StringComparer.Ordinal))
        {
            var (was, current) = (Headers.GetValueOrDefault(name), now.Headers.GetValueOrDefault(name));
            if (was == current)
            {
                continue;
            }

            var change = facts is null ? Change.Unclear : HeaderChange.Judge(facts, name, was, current);
            var severity = change == Change.Better || (was is null && change == Change.Unclear) ? Severity.Info : Severity.Error;
            var word = change == Change.Better ? ", which is better" : "";
            yield return (was, current) switch
            {
                ({ } approved, null) => new("header-removed", severity, FindingKind.Drift, name, [approved], $"{name} is gone{word}; approved is: {approved}"),
                (null, { } added) => new("header-added", severity, FindingKind.Drift, name, [added], $"{name} is new{word}: {added}"),
                _ => new("header-changed", severity, FindingKind.Drift, name, [was!, current!], $"{name} changed{word} from: {was} to: {current}"),
            };
        }
    }

    [GeneratedRegex("'nonce-[^']*'", RegexOptions.IgnoreCase)]
    private static partial Regex Nonce();
}
