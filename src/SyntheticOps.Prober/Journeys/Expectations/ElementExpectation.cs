using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>
/// `{role: heading, name: Merci}` is visible; with `text` it contains that text, with `value` the field holds exactly that,
/// with `count` there are so many.
/// </summary>
internal static class ElementExpectation
{
    public static Expectation Read(ConfigMap map, Scope scope)
    {
        var target = TargetReader.Read(map, scope, textIsExpected: true);
        var text = target.Kind == "text" ? null : map.Find("text");
        var (value, count) = (map.Find("value"), map.Find("count"));
        if (new[] { text, value, count }.Count(node => node is not null) > 1)
        {
            map.Fail("an element is expected to have one of text, value and count; write one entry for each");
        }

        return (text, value, count) switch
        {
            ({ } node, _, _) => Text(target, scope.Text(node)),
            (_, { } node, _) => Value(target, scope.Text(node)),
            (_, _, { } node) => Count(target, node.AsInteger(0, 10_000)),
            _ => new Expectation(target.Phrase, context => VisibleAsync(context, target)),
        };
    }

    private static async Task<Sight> VisibleAsync(StepContext context, Target target)
    {
        var element = target.On(context);
        var count = await context.Deadline.OfAsync(element.CountAsync());
        for (var i = 0; i < Math.Min(count, 20); i++)
        {
            if (await context.Deadline.OfAsync(element.Nth(i).IsVisibleAsync()))
            {
                return new(true, "was visible");
            }
        }

        return new(false, count == 0 ? "was not found" : "was not visible");
    }

    private static Expectation Text(Target target, Template expected) => new($"text of {target.Phrase}", async context =>
    {
        var wanted = context.Resolve(expected);
        var texts = await context.Deadline.OfAsync(target.On(context).AllInnerTextsAsync());
        return Compare(texts, text => Dense(text).Contains(Dense(wanted), StringComparison.Ordinal), wanted, context);
    });

    private static Expectation Value(Target target, Template expected) => new($"value of {target.Phrase}", async context =>
    {
        var wanted = context.Resolve(expected);
        var element = target.On(context);
        var values = await context.Deadline.OfAsync(element.CountAsync()) == 0
            ? []
            : new[] { await context.Deadline.OfAsync(element.First.InputValueAsync(new() { Timeout = context.Deadline.Milliseconds })) };
        return Compare(values, value => value == wanted, wanted, context);
    });

    private static Expectation Count(Target target, int expected) => new($"number of {target.Phrase}", async context =>
    {
        var count = await context.Deadline.OfAsync(target.On(context).CountAsync());
        return new(count == expected, count == expected ? $"was {count}" : $"was {count}, not {expected}");
    });

    private static Sight Compare(IReadOnlyList<string> seen, Func<string, bool> fits, string wanted, StepContext context)
    {
        if (seen.Any(fits))
        {
            return new(true, $"was {context.Quote(wanted)}");
        }

        return new(false, seen.Count == 0 ? "was not found" : $"was {context.Quote(seen[0])}, not {context.Quote(wanted)}");
    }

    private static string Dense(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
