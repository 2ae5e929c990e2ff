using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Traces;

/// <summary>
/// Rows of a trace for a page, bounded: of a longer trace the errors, the steps, the slowest span and then the longest
/// spans stay, each with its ancestors, and the page says how many are folded. Pure; any parent ids, also loops, are safe.
/// </summary>
public sealed record Waterfall(IReadOnlyList<WaterfallRow> Rows, int Total, DateTimeOffset Start, TimeSpan Length, IReadOnlyList<string> Services)
{
    private const int DeepestIndent = 4;

    public int Folded => Total - Rows.Count;

    public static Waterfall Of(IReadOnlyList<SpanRecord> spans, int max)
    {
        if (spans.Count == 0)
        {
            return new Waterfall([], 0, DateTimeOffset.UnixEpoch, TimeSpan.Zero, []);
        }

        var byId = new Dictionary<string, SpanRecord>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            byId.TryAdd(span.SpanId, span);
        }

        var children = spans.ToLookup(span => span.ParentSpanId is { } parent && parent != span.SpanId && byId.ContainsKey(parent) ? parent : "");
        var start = spans.Min(span => span.StartUnixNano);
        var slowest = SlowestBackEnd(spans, children);
        var chosen = Choose(spans, byId, slowest, max);
        var rows = new List<WaterfallRow>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in InOrder(children[""]).Concat(InOrder(spans)))
        {
            Walk(root, children, chosen, slowest, rows, seen); // what only a loop holds is a root of its own
        }

        return new Waterfall(
            rows,
            spans.Count,
            DateTimeOffset.UnixEpoch.AddTicks(start / 100),
            TimeSpan.FromTicks(Math.Max(1, (spans.Max(span => span.EndUnixNano) - start) / 100)),
            [.. spans.Select(span => span.ServiceName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<SpanRecord> InOrder(IEnumerable<SpanRecord> spans) => spans.OrderBy(span => span.StartUnixNano).ThenBy(span => span.SpanId, StringComparer.Ordinal);

    private static void Walk(
        SpanRecord root, ILookup<string, SpanRecord> children, HashSet<string> chosen, SpanRecord? slowest, List<WaterfallRow> rows, HashSet<string> seen)
    {
        var stack = new Stack<(SpanRecord Span, int Depth)>([(root, 0)]);
        while (stack.TryPop(out var next))
        {
            if (!seen.Add(next.Span.SpanId))
            {
                continue;
            }

            if (chosen.Contains(next.Span.SpanId))
            {
                rows.Add(new WaterfallRow(next.Span, Math.Min(next.Depth, DeepestIndent), ReferenceEquals(next.Span, slowest)));
            }

            foreach (var child in InOrder(children[next.Span.SpanId]).Reverse())
            {
                stack.Push((child, next.Depth + 1));
            }
        }
    }

    private static HashSet<string> Choose(IReadOnlyList<SpanRecord> spans, Dictionary<string, SpanRecord> byId, SpanRecord? slowest, int max)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in spans.OrderBy(span => Weight(span, slowest)).ThenByDescending(span => span.EndUnixNano - span.StartUnixNano))
        {
            var line = new List<string>();
            for (var at = span; at is not null && line.Count < max && !chosen.Contains(at.SpanId) && !line.Contains(at.SpanId); at = at.ParentSpanId is { } parent ? byId.GetValueOrDefault(parent) : null)
            {
                line.Add(at.SpanId);
            }

            if (chosen.Count + line.Count <= max)
            {
                chosen.UnionWith(line);
            }
        }

        return chosen;
    }

    private static int Weight(SpanRecord span, SpanRecord? slowest) =>
        span.Name is SyntheticTelemetry.Spans.Check or SyntheticTelemetry.Spans.Step || ReferenceEquals(span, slowest) ? 0 : span.IsError ? 1 : 2;

    /// <summary>The span that itself took longest among those of other services than the root's.</summary>
    private static SpanRecord? SlowestBackEnd(IReadOnlyList<SpanRecord> spans, ILookup<string, SpanRecord> children)
    {
        var prober = (spans.FirstOrDefault(span => span.Name == SyntheticTelemetry.Spans.Check) ?? spans[0]).ServiceName;
        return spans.Where(span => span.ServiceName != prober)
            .MaxBy(span => span.EndUnixNano - span.StartUnixNano - children[span.SpanId].Sum(child => (double)(child.EndUnixNano - child.StartUnixNano)));
    }
}

/// <summary>One span, indented by its depth (0 to 4; deeper is capped).</summary>
public sealed record WaterfallRow(SpanRecord Span, int Depth, bool Slowest);
