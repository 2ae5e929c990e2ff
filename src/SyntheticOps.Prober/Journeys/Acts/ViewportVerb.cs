using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`viewport: 390x844` makes the window so wide and so high, in pixels.</summary>
internal sealed class ViewportVerb : IStepVerb
{
    private const int Least = 100;
    private const int Most = 4000;

    public string Name => "viewport";

    public Act Read(ConfigNode body, Scope scope)
    {
        var text = body.AsText();
        var size = text.Split('x').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is >= Least and <= Most ? pixels : 0).ToArray();
        if (size is not [> 0, > 0])
        {
            body.Fail($"width x height are expected here, {Least} to {Most} pixels each, such as 390x844");
        }

        return new Act($"viewport {text}", async context =>
        {
            await context.Deadline.OfAsync(context.Page.SetViewportSizeAsync(size[0], size[1]));
            return null;
        });
    }
}
