using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{response: POST /api/checkout, status: 200}`: during this step a request to that URL glob got that status.</summary>
internal sealed class ResponseExpectation : IExpectationKind
{
    public string Name => "response";

    public Expectation Read(ConfigMap entry, Scope scope)
    {
        var node = entry.Find(Name)!;
        var text = scope.Text(node).Text;
        var (method, path) = text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (text[..space], text[(space + 1)..].Trim()) : ("", "");
        if (method.Length == 0 || !method.All(char.IsAsciiLetterUpper) || !(path.StartsWith('/') || path.StartsWith("http", StringComparison.Ordinal)))
        {
            node.Fail("a method and a path are expected here, such as POST /api/checkout");
        }

        var status = entry.Require("status")?.AsInteger(100, 599) ?? 200;
        return new Expectation(text, context => Task.FromResult(Look(context, method, new Template(path), status)));
    }

    private static Sight Look(StepContext context, string method, Template path, int status)
    {
        var glob = context.Resolve(path);
        var seen = context.Requests.Where(request => request.Method == method && UrlGlob.Matches(glob, request.Url)).ToList();
        if (seen.Exists(request => request.Status == status))
        {
            return new(true, $"answered {status}");
        }

        return new(false, seen.LastOrDefault() switch
        {
            null => "was not asked for",
            { Status: >= 400 and var refused } => $"answered {refused}, not {status}",
            { Error: { } error } => $"failed ({error})",
            { Status: { } other } => $"answered {other}, not {status}",
            _ => "was not answered",
        });
    }
}
