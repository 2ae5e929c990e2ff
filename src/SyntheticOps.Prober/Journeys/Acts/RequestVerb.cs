using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>
/// `request: GET /api/orders/$order` asks with the cookies of the journey, without the page; no redirect is followed, and
/// an answer of 400 or more fails.
/// </summary>
internal sealed class RequestVerb : IStepVerb
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public string Name => "request";

    public Act Read(ConfigNode body, Scope scope)
    {
        var text = scope.Text(body).Text;
        var (method, path) = text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[(space + 1)..].Trim()) : ("", "");
        if (!Methods.Contains(method) || !(path.StartsWith('/') || path.StartsWith("http", StringComparison.Ordinal)))
        {
            body.Fail($"a method ({string.Join(", ", Methods)}) and a path are expected here, such as GET /api/health");
        }

        var target = new Template(path);
        return new Act($"request {text}", context => RunAsync(context, method, target));
    }

    private static async Task<StepFault?> RunAsync(StepContext context, string method, Template path)
    {
        var resolved = context.Resolve(path);
        if (!Uri.TryCreate(context.Site.Url, resolved, out var url) || url.Scheme is not ("http" or "https"))
        {
            return new(Reasons.BlockedByPolicy, $"'{path.Text}' is not an http or https URL");
        }

        var status = await context.Session.SendAsync(method, url, context.Deadline);
        return status >= 400 ? new(Reasons.ResponseStatus, $"{method} {context.Redact(Traffic.SafeUrl.PathOf(url))} answered {status}") : null;
    }
}
