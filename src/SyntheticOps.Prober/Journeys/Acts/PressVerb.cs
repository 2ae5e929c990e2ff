using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`press: Enter`, or `press: {label: Recherche, key: Enter}` on an element. Keys are named as in the DOM, such as Control+A.</summary>
internal sealed class PressVerb : IStepVerb
{
    public string Name => "press";

    public Act Read(ConfigNode body, Scope scope)
    {
        if (!body.IsMap)
        {
            var key = body.AsText();
            return new Act($"press {key}", async context =>
            {
                await context.Deadline.OfAsync(context.Page.Keyboard.PressAsync(key));
                return null;
            });
        }

        var map = body.AsMap();
        var onElement = map.Require("key")?.AsText() ?? "";
        return ElementAct.Create(
            $"press {onElement} on",
            TargetReader.Read(map, scope),
            (element, context) => element.PressAsync(onElement, new() { Timeout = context.Deadline.Milliseconds }));
    }
}
