using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`check: {label: J'accepte}` ticks a box or chooses a radio button.</summary>
internal sealed class CheckVerb : IStepVerb
{
    public string Name => "check";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        Name, TargetReader.Read(body.AsMap(), scope), (element, context) => element.CheckAsync(new() { Timeout = context.Deadline.Milliseconds }));
}
