using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;
using static SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>Finds the span of the shop (any service but the probe) that explains a failed run.</summary>
internal static class ShopSpans
{
    /// <summary>A span below this is not worth naming as slow.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(100);

    /// <summary>The deepest error, else the longest self time; null when the shop sent nothing, or nothing that stands out.</summary>
    /// <param name="within">Spans below this step are preferred.</param>
    public static Culprit? Culprit(IReadOnlyList<SpanRecord> spans, SpanRecord? within)
    {
        var tree = new SpanTree(spans);
        var probe = spans.FirstOrDefault(span => span.Name == Spans.Check)?.ServiceName;
        var all = spans.Where(span => probe is not null && span.ServiceName != probe).ToList();
        var below = within is null ? all : all.FindAll(span => tree.IsBelow(span, within.SpanId));
        return Failing(below, tree) ?? Slowest(below, tree) ?? (within is null ? null : Failing(all, tree) ?? Slowest(all, tree));
    }

    private static Culprit? Failing(List<SpanRecord> spans, SpanTree tree)
    {
        // 4xx is the caller's fault unless the span says that it is an error.
        var failed = spans.Where(span => span.IsError || span.Attributes.Integer(Attributes.HttpResponseStatusCode) >= 500)
            .OrderByDescending(tree.Depth)
            .ThenBy(span => span.StartUnixNano)
            .FirstOrDefault();
        return failed is null ? null : new Culprit(failed, $"span-failed{Fault(failed)}", [failed.ServiceName, SpanTexts.Describe(failed), SpanTexts.Failure(failed), FaultName(failed)]);
    }

    private static Culprit? Slowest(List<SpanRecord> spans, SpanTree tree)
    {
        var slowest = spans.MaxBy(tree.SelfTime);
        if (slowest is null || tree.SelfTime(slowest) < Noticeable)
        {
            return null;
        }

        var seconds = tree.SelfTime(slowest).TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture);
        return new Culprit(slowest, $"span-slow{Fault(slowest)}", [slowest.ServiceName, SpanTexts.Describe(slowest), seconds, FaultName(slowest)]);
    }

    private static string Fault(SpanRecord span) => FaultName(span).Length > 0 ? "-fault" : "";

    /// <summary>Empty when no fault touched the request.</summary>
    private static string FaultName(SpanRecord span) => span.Attributes.Text(Attributes.FaultName) ?? "";
}

/// <summary>The span and the sentence that names it.</summary>
internal sealed record Culprit(SpanRecord Span, string Code, IReadOnlyList<string> Args);
