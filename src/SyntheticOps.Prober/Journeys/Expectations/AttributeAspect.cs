using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{role: link, name: Panier, attribute: {href: /panier, class: active}}`: attributes exactly as written in the page.</summary>
internal static class AttributeAspect
{
    public static Expectation Read(Target target, ConfigNode node, Scope scope)
    {
        var wanted = node.AsMap().Entries().Select(entry => (entry.Name, Value: scope.Text(entry.Value))).ToList();
        if (wanted.Count == 0 && node.IsMap)
        {
            node.Fail("at least one attribute with its value is expected here, such as {href: /panier}");
        }

        return new Expectation(Saying.Of("attribute-of", target.Words), async context =>
        {
            var element = target.On(context);
            if (await context.Deadline.OfAsync(element.CountAsync()) == 0)
            {
                return new(false, Sight.NotFound);
            }

            foreach (var (name, value) in wanted)
            {
                var text = context.Resolve(value);
                var seen = await context.Deadline.OfAsync(element.First.GetAttributeAsync(name, new() { Timeout = context.Deadline.Milliseconds }));
                if (seen != text)
                {
                    return new(false, Saying.Of("beside", name, seen is null ? Saying.Of("missing", context.Quote(text)) : Saying.Of("was-not", context.Quote(seen), context.Quote(text))));
                }
            }

            return new(true, Saying.Of("as-written"));
        });
    }
}
