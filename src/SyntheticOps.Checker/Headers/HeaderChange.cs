using System.Globalization;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Standards;

namespace SyntheticOps.Checker.Headers;

/// <summary>What a change means for customers.</summary>
internal enum Change
{
    Unclear,
    Better,
    Worse,
}

/// <summary>
/// Whether a header changed for the better: MDN's score with the new value against the score with the old one, and where that
/// is equal, what the header itself says; pure.
/// </summary>
internal static class HeaderChange
{
    private const string Hsts = "strict-transport-security";
    private const string Csp = "content-security-policy";

    /// <param name="facts">What was seen now.</param>
    /// <param name="was">The approved value; null for none.</param>
    /// <param name="now">The present value; null for none.</param>
    public static Change Judge(HeaderFacts facts, string name, string? was, string? now)
    {
        if (name.StartsWith("access-control-", StringComparison.Ordinal) && (was is null || now is null))
        {
            return was is null ? Change.Worse : Change.Better;
        }

        var difference = ScoreOf(facts, name, now) - ScoreOf(facts, name, was);
        return difference != 0 ? Of(difference) : (name, was, now) switch
        {
            (Hsts, { } before, { } after) => Of(before, after),
            (Csp, { } before, { } after) => Of(WeaknessesOf(before) - WeaknessesOf(after)),
            _ => Change.Unclear,
        };
    }

    private static int ScoreOf(HeaderFacts facts, string name, string? value)
    {
        var with = facts with { Https = With(facts.Https, name, value), Http = With(facts.Http, name, value) };
        return HeaderRules.All.Sum(rule => rule.Judge(with).Modifier);
    }

    private static Answer? With(Answer? answer, string name, string? value) => answer is null ? null : answer with
    {
        Headers = [.. answer.Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), .. value is null ? [] : new[] { KeyValuePair.Create(name, value) }],
    };

    /// <summary>A longer time, and no word less.</summary>
    private static Change Of(string before, string after)
    {
        var (was, now) = (HstsGrammar.MaxAge(before), HstsGrammar.MaxAge(after));
        var (lost, gained) = (WordsOf(before).Except(WordsOf(after)).Any(), WordsOf(after).Except(WordsOf(before)).Any());
        return was is null || now is null || !long.TryParse(was, NumberStyles.None, CultureInfo.InvariantCulture, out var a) || !long.TryParse(now, NumberStyles.None, CultureInfo.InvariantCulture, out var b) ? Change.Unclear
            : lost || b < a ? Change.Worse
            : gained || b > a ? Change.Better : Change.Unclear;
    }

    private static IEnumerable<string> WordsOf(string value) => value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.ToLowerInvariant()).Where(word => !word.StartsWith("max-age", StringComparison.Ordinal));

    /// <summary>CSP Evaluator's findings, the graver the heavier.</summary>
    private static int WeaknessesOf(string policy) => CspEvaluation.Of(policy).Sum(finding => finding.Severity switch { CspSeverity.High => 100, CspSeverity.Medium => 10, _ => 1 });

    private static Change Of(int difference) => Math.Sign(difference) switch { 1 => Change.Better, -1 => Change.Worse, _ => Change.Unclear };
}
