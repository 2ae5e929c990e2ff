using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{text-of: {test-id: total}, matching: "([0-9,]+)"}`: the text of an element.</summary>
internal sealed class TextCapture : ICaptureKind
{
    public string Name => "text-of";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var target = TargetReader.Read(entry.Find(Name)!.AsMap(), scope);
        return new(Saying.Of("in.text", target.Words), async context =>
            (await context.Deadline.OfTimedAsync(target.On(context).First.InnerTextAsync(new() { Timeout = context.Deadline.Milliseconds }))).Trim());
    }
}
