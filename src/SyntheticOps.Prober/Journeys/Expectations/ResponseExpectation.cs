using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
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
        return new Expectation(Saying.Text($"{pattern}"), context => Task.FromResult(Look(context, pattern, status)));
    }

    private static Sight Look(StepContext context, RequestPattern pattern, int status)
    {
        var glob = context.Resolve(pattern.Path);
        var seen = context.Requests.Where(request => request.Method == pattern.Method && UrlGlob.Matches(glob, request.Url)).ToList();
        if (seen.Exists(request => request.Status == status))
        {
            return new(true, Saying.Of("answered", Number(status)));
        }

        return new(false, seen.LastOrDefault() switch
        {
            null => Saying.Of("not-asked"),
            { Status: >= 400 and var refused } => Saying.Of("answered-not", Number(refused), Number(status)),
            { Error: { } error } => Saying.Of("failed", error),
            { Status: { } other } => Saying.Of("answered-not", Number(other), Number(status)),
            _ => Saying.Of("not-answered"),
        });
    }

    private static string Number(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
