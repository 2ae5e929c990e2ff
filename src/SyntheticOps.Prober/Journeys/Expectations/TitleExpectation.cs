using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{title: Merci}`: the page's title contains that.</summary>
internal sealed class TitleExpectation : IExpectationKind
{
    public string Name => "title";

    public Expectation Read(ConfigMap entry, Scope scope)
    {
        var text = scope.Text(entry.Find(Name));
        return new Expectation(Saying.Of("the-title"), async context =>
        {
            var title = await context.Deadline.OfAsync(context.Page.TitleAsync());
            var wanted = context.Resolve(text);
            var met = title.Contains(wanted, StringComparison.Ordinal);
            return new Sight(met, met ? Saying.Of("was", context.Quote(title)) : Saying.Of("was-not", context.Quote(title), context.Quote(wanted)));
        });
    }
}
