using System.Text.RegularExpressions;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys;

/// <summary>`set: {order: {url: "/commande/(.+)/merci"}}` or `{order: {json: $.id}}`: a variable from the page's address or the last answer.</summary>
internal sealed record Capture(string Name, Regex? Url, JsonPath? Json)
{
    /// <summary>Sets it; a fault when there is nothing to set it from.</summary>
    public StepFault? Run(StepContext context)
    {
        var address = new Uri(context.Page.Url).PathAndQuery;
        var value = Url is not null ? Found(Url.Match(address)) : Json?.Find(context.Session.LastBody);
        if (string.IsNullOrEmpty(value))
        {
            return new(Reasons.AssertionFailed, Url is not null
                ? $"the variable ${Name} was not found in the address {context.Redact(context.Page.Url)}"
                : $"the variable ${Name} was not found at {Json} of the last answer");
        }

        context.Session.Values[Name] = value;
        return null;
    }

    private static string? Found(Match match) => match.Success ? Uri.UnescapeDataString(match.Groups[1].Value) : null;
}
