using System.Text.RegularExpressions;
using SyntheticOps.Prober.Journeys.Acts;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Linting;

/// <summary>The rules of <see cref="JourneyLint"/>.</summary>
internal static partial class LintRules
{
    private static readonly string[] Writing = ["request POST", "request PUT", "request PATCH", "POST ", "PUT ", "PATCH "];

    /// <summary>A shop that answers 200 with an error text, an empty page or a wrong total passes.</summary>
    public static IEnumerable<LintWarning> NothingExpected(Journey journey)
    {
        if (!journey.Steps.Any(Expects))
        {
            yield return new(null, "no step expects anything: a page that answers 200 with an error, or an empty one, would pass; add 'expect'");
        }
        else if (journey.Steps[^1] is var last && !Expects(last))
        {
            yield return new(last.Place, $"the last step '{last.Name}' expects nothing, so nobody knows whether it worked");
        }
    }

    public static IEnumerable<LintWarning> PageTakenOnTrust(Journey journey) =>
        from pair in journey.Steps.Zip(journey.Steps.Skip(1))
        let step = pair.First
        where journey.Steps.Any(Expects) && !Expects(step) && !Expects(pair.Second) && step.Acts.Any(act => act.Phrase.StartsWith("open ", StringComparison.Ordinal))
        select new LintWarning(step.Place, $"the step '{step.Name}' opens a page and expects nothing of it");

    public static IEnumerable<LintWarning> HardWait(Journey journey) =>
        from step in journey.Steps.Concat(journey.Finally)
        from act in step.Acts
        where act.Phrase.StartsWith(PauseVerb.Verb + " ", StringComparison.Ordinal)
        select new LintWarning(act.Place, $"'{act.Phrase}' waits whatever happens: slow on good days, too short on bad ones; 'wait-for' or 'expect' waits for something");

    public static IEnumerable<LintWarning> NoFinally(Journey journey)
    {
        var leaves = journey.Steps.FirstOrDefault(step => step.IsSecret
            || step.Acts.Any(act => Writing.Any(start => act.Phrase.StartsWith(start, StringComparison.Ordinal)))
            || step.Expectations.Any(expectation => Writing.Any(start => expectation.Phrase.ToString().StartsWith(start, StringComparison.Ordinal))));
        if (journey.Finally.Count == 0 && leaves is not null)
        {
            yield return new(leaves.Place, $"the step '{leaves.Name}' may leave something behind (an order, an account); 'finally' cleans up, also after a failure");
        }
    }

    public static IEnumerable<LintWarning> NoBudget(Journey journey)
    {
        if (!journey.Steps.Any(step => step.Budget is not null || step.Expectations.Any(expectation => expectation.IsBudget)))
        {
            yield return new(null, "no step has a limit of time ('budget', or a 'vital'): unless the check in synthetics.yaml has one, a slow shop is as good as a fast one");
        }
    }

    public static IEnumerable<LintWarning> SecretInClear(Journey journey) =>
        from step in journey.Steps
        from act in step.Acts
        where act.Text is { } text && !text.Names.Any() && text.Text.Length > 3
            && (Card().IsMatch(text.Text) || SecretField().IsMatch(act.Target?.Phrase ?? ""))
        select new LintWarning(act.Place, $"what is written into {act.Target!.Phrase} looks like a secret in clear text; make it a variable: {{secret: \"${{NAME}}\"}}");

    public static IEnumerable<LintWarning> FragileSelector(Journey journey) =>
        from step in journey.Steps
        from act in step.Acts
        where act.Target is { Others.Count: 0 } target && IsFragile(target)
        select new LintWarning(act.Place, $"{act.Target!.Phrase} depends on how the page is built; role, label or test-id survive a new design");

    /// <summary>A variable that a step sets is empty when the run failed before.</summary>
    public static IEnumerable<LintWarning> FinallyNeedsSuccess(Journey journey)
    {
        var set = journey.Steps.SelectMany(step => step.Captures).Select(capture => capture.Name).ToHashSet(StringComparer.Ordinal);
        return from step in journey.Finally
               from act in step.Acts
               from name in new Template(act.Phrase).Names
               where set.Contains(name)
               select new LintWarning(act.Place, $"'{act.Phrase}' uses ${name}, which is empty when the run failed before it was set; $run is always there");
    }

    private static bool Expects(JourneyStep step) => step.Repeat is not null || step.Expectations.Any(expectation => !expectation.IsBudget)
        || step.Acts.Any(act => act.Phrase.StartsWith("wait for", StringComparison.Ordinal));

    private static bool IsFragile(Target target) => target.Kind.Name switch
    {
        "xpath" => true,
        "css" => target.Value.Text.Contains(":nth", StringComparison.Ordinal) || target.Value.Text.Count(character => character == '>') > 2,
        _ => false,
    };

    [GeneratedRegex("^[0-9]{4}([ -]?[0-9]{4}){2,3}[ -]?[0-9]{1,4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Card();

    [GeneratedRegex("pass(word|e)|mot de passe|cvc|cvv|cryptogramme|numéro de carte|card number|secret", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretField();
}
