using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>The spans of one trace by parent. Hostile parents (loops, gaps) end a walk, never hang it.</summary>
internal sealed class SpanTree(IReadOnlyList<SpanRecord> spans)
{
    private const int MaxDepth = 200;

    private readonly Dictionary<string, SpanRecord> _byId = spans.GroupBy(span => span.SpanId).ToDictionary(group => group.Key, group => group.First());
    private readonly ILookup<string?, SpanRecord> _children = spans.ToLookup(span => span.ParentSpanId);

    public int Depth(SpanRecord span) => Ancestors(span).Count();

    public bool IsBelow(SpanRecord span, string ancestor) => Ancestors(span).Any(above => above.SpanId == ancestor);

    /// <summary>Duration without the time in which a child ran; children that overlap count once.</summary>
    public TimeSpan SelfTime(SpanRecord span)
    {
        long covered = 0, reached = span.StartUnixNano;
        foreach (var child in _children[span.SpanId].OrderBy(child => child.StartUnixNano))
        {
            var start = Math.Max(child.StartUnixNano, reached);
            var end = Math.Min(child.EndUnixNano, span.EndUnixNano);
            if (end > start)
            {
                covered += end - start;
                reached = end;
            }
        }

        return TimeSpan.FromTicks(Math.Max(0, span.EndUnixNano - span.StartUnixNano - covered) / 100);
    }

    private IEnumerable<SpanRecord> Ancestors(SpanRecord span)
    {
        var current = span;
        for (var depth = 0; depth < MaxDepth && current.ParentSpanId is { } parent && _byId.TryGetValue(parent, out var above); depth++)
        {
            yield return above;
            current = above;
        }
    }
}
