using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`select: {label: Pays, option: France}` chooses an option by its label or value.</summary>
internal sealed class SelectVerb : IStepVerb
{
    public string Name => "select";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var target = TargetReader.Read(map, scope);
        var option = scope.Text(map.Require("option"));
        return ElementAct.Create(
            Name, target, (element, context) => element.SelectOptionAsync(context.Resolve(option), new() { Timeout = context.Deadline.Milliseconds }));
    }
}
