using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>`{count-of: {role: listitem}}`: how many there are.</summary>
internal sealed class CountCapture : ICaptureKind
{
    public string Name => "count-of";

    public CaptureSource Read(ConfigMap entry, Scope scope)
    {
        var target = TargetReader.Read(entry.Find(Name)!.AsMap(), scope);
        return new(Saying.Of("in.count", target.Words), async context =>
            (await context.Deadline.OfAsync(target.On(context).CountAsync())).ToString(CultureInfo.InvariantCulture));
    }
}
