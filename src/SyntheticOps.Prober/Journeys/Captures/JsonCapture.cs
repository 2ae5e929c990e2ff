using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{json: $.id}`: a value of the last answer to `request`.</summary>
internal sealed class JsonCapture : ICaptureKind
{
    public string Name => "json";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var path = JsonPath.Read(entry.Find(Name)!);
        return new(Saying.Of("in.json", $"{path}"), context => Task.FromResult(path?.FindText(context.Session.LastBody)));
    }
}
