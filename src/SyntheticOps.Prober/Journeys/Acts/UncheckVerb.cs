using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`uncheck: {label: Newsletter}` takes the tick away.</summary>
internal sealed class UncheckVerb : IStepVerb
{
    public string Name => "uncheck";

    public Act Read(ConfigNode body, Scope scope) => ElementAct.Create(
        Name, TargetReader.Read(body.AsMap(), scope), (element, context) => element.UncheckAsync(new() { Timeout = context.Deadline.Milliseconds }));
}
