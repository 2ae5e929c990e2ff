using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`click: {role: button, name: Payer}` waits until the element can be clicked, then clicks it.</summary>
internal sealed class ClickVerb : IStepVerb
{
    public string Name => "click";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        Name, TargetReader.Read(body.AsMap(), scope), (element, context) => element.ClickAsync(new() { Timeout = context.Deadline.Milliseconds }));
}
