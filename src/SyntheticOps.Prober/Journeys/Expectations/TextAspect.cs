using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{test-id: total, text: "89,00 €"}` holds that text; `matches: "^[0-9]+,[0-9]{2} €$"` an expression. White space counts as one space.</summary>
internal static class TextAspect
{
    public static Expectation Contains(Target target, ConfigNode node, Scope scope)
    {
        var expected = scope.Text(node);
        return new Expectation(Saying.Of("text-of", target.Words), async context =>
        {
            var wanted = context.Resolve(expected);
            var texts = await context.Deadline.OfAsync(target.On(context).AllInnerTextsAsync());
            return ElementExpectation.Compare(texts, text => Dense(text).Contains(Dense(wanted), StringComparison.Ordinal), wanted, context);
        });
    }

    public static Expectation Matches(Target target, ConfigNode node)
    {
        var (pattern, shown) = (node.AsRegex(), node.AsText());
        return new Expectation(Saying.Of("text-of", target.Words), async context =>
        {
            var texts = await context.Deadline.OfAsync(target.On(context).AllInnerTextsAsync());
            return ElementExpectation.Compare(texts, text => pattern!.IsMatch(Dense(text)), shown, context);
        });
    }

    private static string Dense(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
