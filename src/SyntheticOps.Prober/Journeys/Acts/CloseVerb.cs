using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`close: popup` closes the window of a `popup` step.</summary>
internal sealed class CloseVerb : IStepVerb
{
    public string Name => "close";

    public Act Read(ConfigNode body, Scope scope)
    {
        body.AsChoice("popup");
        return new Act("close popup", async context =>
        {
            if (context.Page == context.Session.Page)
            {
                return new(Reasons.StepFailed, Saying.Of("no-other-window"));
            }

            await context.Deadline.OfAsync(context.Page.CloseAsync());
            return null;
        });
    }
}
