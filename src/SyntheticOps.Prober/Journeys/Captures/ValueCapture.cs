using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{value-of: {test-id: total}, matching: "([0-9,]+)"}`: what a field holds.</summary>
internal sealed class ValueCapture : ICaptureKind
{
    public string Name => "value-of";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var target = TargetReader.Read(entry.Find(Name)!.AsMap(), scope);
        return new(Saying.Of("in.value", target.Words), async context =>
            (await context.Deadline.OfTimedAsync(target.On(context).First.InputValueAsync(new() { Timeout = context.Deadline.Milliseconds }))).Trim());
    }
}
