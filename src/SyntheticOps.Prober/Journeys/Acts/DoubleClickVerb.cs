using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`double-click: {test-id: picture}` clicks it twice.</summary>
internal sealed class DoubleClickVerb : IStepVerb
{
    public string Name => "double-click";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        Name, TargetReader.Read(body.AsMap(), scope), (element, context) => element.DblClickAsync(new() { Timeout = context.Deadline.Milliseconds }));
}
