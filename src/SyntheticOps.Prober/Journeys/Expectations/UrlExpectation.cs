using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{url: /commande/*/merci}`: where the page is; `*` within a segment, `**` across.</summary>
internal sealed class UrlExpectation : IExpectationKind
{
    public string Name => "url";

    public Expectation Read(ConfigMap entry, Scope scope)
    {
        var glob = scope.Text(entry.Find(Name));
        return new Expectation(Saying.Of("the-page"), context =>
        {
            var url = new Uri(context.Page.Url);
            var wanted = context.Resolve(glob);
            var met = UrlGlob.Matches(wanted, url);
            var seen = context.Redact(context.Site.IsOwn(url) ? SafeUrl.PathOf(url) : SafeUrl.Full(url));
            return Task.FromResult(new Sight(met, met ? Saying.Of("was", seen) : Saying.Of("was-not", seen, context.Redact(wanted))));
        });
    }
}
