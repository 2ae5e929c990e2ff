using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{header: Location}`: a header of the last answer to `request`.</summary>
internal sealed class HeaderCapture : ICaptureKind
{
    public string Name => "header";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var name = entry.Find(Name)!.AsText();
        return new(Saying.Of("in.header", name), context => Task.FromResult(context.Session.LastHeaders.GetValueOrDefault(name)));
    }
}
