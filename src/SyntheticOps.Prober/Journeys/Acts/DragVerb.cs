using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`drag: {text: Ambre, to: {test-id: basket}}` presses on one element and lets go over another.</summary>
internal sealed class DragVerb : IStepVerb
{
    public string Name => "drag";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var from = TargetReader.Read(map, scope);
        var to = map.Require("to") is { } node ? TargetReader.Read(node.AsMap(), scope) : from;
        return ElementAct.Create(Name, from, async (element, context) =>
            await element.DragToAsync(await to.ChooseAsync(context), new() { Timeout = context.Deadline.Milliseconds }));
    }
}
