using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{response: POST /api/checkout, json: $.order}`: from an answer that the page itself got during the step; without `json` its whole text.</summary>
internal sealed class ResponseCapture : ICaptureKind
{
    public string Name => "response";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var pattern = RequestPattern.Read(entry.Find(Name)!, scope);
        var path = entry.Find("json") is { } json ? JsonPath.Read(json) : null;
        return new(Saying.Of("in.response", $"{pattern}"), async context =>
        {
            var body = context.Answers is { } answers ? await answers.BodyAsync(pattern) : null;
            return path is null ? body : path.FindText(body);
        })
        {
            Listens = pattern,
        };
    }
}
