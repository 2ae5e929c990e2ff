using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`click: {role: button, name: Payer}` waits until the element can be clicked, then clicks it; `button: right` with the other button.</summary>
internal sealed class ClickVerb : IStepVerb
{
    public string Name => "click";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var button = map.Find("button")?.AsChoice("left", "right", "middle") switch
        {
            "right" => MouseButton.Right,
            "middle" => MouseButton.Middle,
            _ => MouseButton.Left,
        };
        return ElementAct.Create(Name, TargetReader.Read(map, scope), (element, context) =>
            element.ClickAsync(new() { Button = button, Timeout = context.Deadline.Milliseconds }));
    }
}
