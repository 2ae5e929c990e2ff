using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`viewport: 390x844` makes the window so wide and so high, in pixels.</summary>
internal sealed class ViewportVerb : IStepVerb
{
    public string Name => "viewport";

    public Act Read(ConfigNode body, Scope scope)
    {
        var (width, height) = BrowserReader.Size(body);
        return new Act($"viewport {body.AsText()}", async context =>
        {
            await context.Deadline.OfAsync(context.Page.SetViewportSizeAsync(width, height));
            return null;
        });
    }
}
