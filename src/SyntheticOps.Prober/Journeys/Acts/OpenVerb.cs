using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>`open: /path` goes to a page of the site, or to an absolute http or https URL; an answer of 400 or more fails.</summary>
internal sealed class OpenVerb : IStepVerb
{
    public string Name => "open";

    public Act Read(ConfigNode body, Scope scope)
    {
        var target = scope.Text(body);
        if (!IsTarget(target.Text))
        {
            body.Fail("a path that begins with / is expected here, or an http or https URL");
        }

        return new Act($"open {target.Text}", context => RunAsync(context, target));
    }

    private static bool IsTarget(string text) => text.StartsWith('/') || text.StartsWith('$')
        || text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);

    private static async Task<StepFault?> RunAsync(StepContext context, Template target)
    {
        if (!Uri.TryCreate(context.Site.Url, context.Resolve(target), out var url) || url.Scheme is not ("http" or "https"))
        {
            return new(Reasons.BlockedByPolicy, Saying.Of("not-http", context.Redact(target.Text)));
        }

        var response = await context.Deadline.OfTimedAsync(context.Page.GotoAsync(
            url.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = context.Deadline.Milliseconds }));
        return response is { Status: >= 400 and var status }
            ? new(Reasons.ResponseStatus, TrackedRequest.Answered("GET", context.Redact(SafeUrl.PathOf(new Uri(response.Url))), status))
            : null;
    }
}
