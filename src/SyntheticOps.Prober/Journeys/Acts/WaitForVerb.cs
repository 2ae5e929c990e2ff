using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`wait-for: {text: Merci}` waits until the element is visible.</summary>
internal sealed class WaitForVerb : IStepVerb
{
    public string Name => "wait-for";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        "wait for",
        TargetReader.Read(body.AsMap(), scope),
        (element, context) => element.WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = context.Deadline.Milliseconds }));
}
