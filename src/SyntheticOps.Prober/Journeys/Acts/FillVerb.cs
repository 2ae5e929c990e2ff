using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`fill: {label: E-mail, with: $email}` sets the text of a field; one filled from a secret is covered in pictures.</summary>
internal sealed class FillVerb : IStepVerb
{
    public string Name => "fill";

    public Act Read(ConfigNode body, Scope scope)
    {
        var map = body.AsMap();
        var with = scope.Text(map.Require("with"));
        return ElementAct.Create(Name, TargetReader.Read(map, scope), (element, context) => FillAsync(element, context.Resolve(with), context), scope.HasSecret(with)) with { Text = with };
    }

    /// <summary>A list takes the value as an option: a recording does not tell one from the other.</summary>
    private static async Task FillAsync(ILocator element, string text, StepContext context)
    {
        try
        {
            await element.FillAsync(text, new() { Timeout = context.Deadline.Milliseconds });
        }
        catch (PlaywrightException e) when (e.Message.Contains("Element is not an <input>", StringComparison.Ordinal))
        {
            await element.SelectOptionAsync(text, new() { Timeout = context.Deadline.Milliseconds });
        }
    }
}
