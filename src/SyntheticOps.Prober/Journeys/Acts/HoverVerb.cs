using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`hover: {role: link, name: Parfums}` moves the mouse over it, as for a menu that opens.</summary>
internal sealed class HoverVerb : IStepVerb
{
    public string Name => "hover";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        Name, TargetReader.Read(body.AsMap(), scope), (element, context) => element.HoverAsync(new() { Timeout = context.Deadline.Milliseconds }));
}
