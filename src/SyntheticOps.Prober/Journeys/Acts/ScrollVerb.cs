using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`scroll: {text: Avis}` brings the element into view; `scroll: 800` goes to so many pixels below the top.</summary>
internal sealed class ScrollVerb : IStepVerb
{
    private const int Lowest = 1_000_000;

    public string Name => "scroll";

    public Act Read(ConfigNode body, Scope scope)
    {
        if (body.IsMap)
        {
            return ElementAct.Create("scroll to", TargetReader.Read(body.AsMap(), scope), (element, context) =>
                element.ScrollIntoViewIfNeededAsync(new() { Timeout = context.Deadline.Milliseconds }));
        }

        var pixels = body.AsInteger(0, Lowest);
        return new Act($"scroll to {pixels}", async context =>
        {
            await context.Deadline.OfAsync(context.Page.EvaluateAsync("y => scrollTo(0, y)", pixels));
            return null;
        });
    }
}
