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
        var target = TargetReader.Read(map, scope);
        var with = scope.Text(map.Require("with"));
        var isSecret = scope.HasSecret(with);
        return ElementAct.Create(Name, target, (element, context) =>
        {
            if (isSecret)
            {
                context.Session.Covered.Add(element);
            }

            return element.FillAsync(context.Resolve(with), new() { Timeout = context.Deadline.Milliseconds });
        });
    }
}
