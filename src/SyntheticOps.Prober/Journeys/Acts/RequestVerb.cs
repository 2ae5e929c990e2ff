using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>
/// `request: GET /api/orders/$order` asks with the cookies of the journey, without the page; no redirect is followed, and an
/// answer of 400 or more fails. `request: {to: POST /api/carts, json: {id: 7}}` sends something; `status: 404` expects just that.
/// </summary>
internal sealed class RequestVerb : IStepVerb
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public string Name => "request";

    public Act Read(ConfigNode body, Scope scope)
    {
        if (!body.IsMap)
        {
            return Of(RequestPattern.Read(body, scope, Methods), RequestContent.None, status: null);
        }

        var map = body.AsMap();
        var pattern = map.Require("to") is { } to ? RequestPattern.Read(to, scope, Methods) : new RequestPattern("GET", new Template("/"));
        return Of(pattern, RequestContent.Read(map, scope), map.Find("status")?.AsInteger(100, 599));
    }

    private static Act Of(RequestPattern pattern, RequestContent content, int? status) =>
        new($"request {pattern}", context => RunAsync(context, pattern, content, status));

    private static async Task<StepFault?> RunAsync(StepContext context, RequestPattern pattern, RequestContent content, int? expected)
    {
        if (!Uri.TryCreate(context.Site.Url, context.Resolve(pattern.Path), out var url) || url.Scheme is not ("http" or "https"))
        {
            return new(Reasons.BlockedByPolicy, Saying.Of("not-http", pattern.Path.Text));
        }

        var status = await context.Session.SendAsync(pattern.Method, url, content.Resolve(context), context.Deadline);
        var path = context.Redact(SafeUrl.PathOf(url));
        return expected is { } only
            ? status == only ? null : new(Reasons.ResponseStatus, TrackedRequest.Answered(pattern.Method, path, status, only))
            : status >= 400 ? new(Reasons.ResponseStatus, TrackedRequest.Answered(pattern.Method, path, status)) : null;
    }
}
