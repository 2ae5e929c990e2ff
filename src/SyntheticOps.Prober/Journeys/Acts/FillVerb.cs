using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`fill: {label: E-mail, with: $email}` sets the text of a field; one filled from a secret is covered in pictures.</summary>
internal sealed class FillVerb : IStepVerb
{
    public string Name => "fill";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var with = scope.Text(map.Require("with"));
        return ElementAct.Create(Name, TargetReader.Read(map, scope), (element, context) =>
            element.FillAsync(context.Resolve(with), new() { Timeout = context.Deadline.Milliseconds }), scope.HasSecret(with));
    }
}
