using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{json: {$.status: paid}}`: the answer to the last `request` holds these values.</summary>
internal sealed class JsonExpectation : IExpectationKind
{
    public string Name => "json";

    public Expectation Read(ConfigMap entry, Scope scope) => Read(entry.Find(Name)!, scope);

    public static Expectation Read(ConfigNode node, Scope scope)
    {
        var pairs = new List<(JsonPath Path, Template Wanted)>();
        foreach (var (path, value) in node.AsMap().Entries())
        {
            if (JsonPath.Parse(path) is { } parsed)
            {
                pairs.Add((parsed, scope.Text(value)));
            }
            else
            {
                value.Fail(JsonPath.Expected(path));
            }
        }

        if (pairs.Count == 0 && !node.AsMap().Entries().Any())
        {
            node.Fail("at least one path with its value is expected here, such as {$.status: paid}");
        }

        return new Expectation(Saying.Text(string.Join(", ", pairs.Select(pair => pair.Path))), context =>
        {
            foreach (var (path, template) in pairs)
            {
                var (seen, wanted) = (path.FindText(context.Session.LastBody), context.Resolve(template));
                if (seen != wanted)
                {
                    var words = seen is null ? Saying.Of("missing", context.Quote(wanted)) : Saying.Of("was-not", context.Quote(seen), context.Quote(wanted));
                    return Task.FromResult(new Sight(false, pairs.Count > 1 ? Saying.Of("beside", $"{path}", words) : words));
                }
            }

            return Task.FromResult(new Sight(true, Saying.Of("as-written")));
        });
    }
}
