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
        var pattern = RequestPattern.Read(entry.Find(Name)!, scope);
        var status = entry.Require("status")?.AsInteger(100, 599) ?? 200;
        return new Expectation(pattern.ToString(), context => Task.FromResult(Look(context, pattern, status)));
    }

    private static Sight Look(StepContext context, RequestPattern pattern, int status)
    {
        var glob = context.Resolve(pattern.Path);
        var seen = context.Requests.Where(request => request.Method == pattern.Method && UrlGlob.Matches(glob, request.Url)).ToList();
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
