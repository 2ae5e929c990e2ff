using SyntheticOps.Collector.Dashboard.Traces;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed class WaterfallTests
{
    [Fact]
    public void Of_NestedSpans_IndentsAndOrdersThem()
    {
        var rows = Waterfall.Of(
            [
                Samples.Span(1, 3, "grandchild", at: Samples.Start.AddSeconds(2)) with { ParentSpanId = Samples.SpanId(2) },
                Samples.Span(1, 1, "root"),
                Samples.Span(1, 4, "second", at: Samples.Start.AddSeconds(3)) with { ParentSpanId = Samples.SpanId(1) },
                Samples.Span(1, 2, "first", at: Samples.Start.AddSeconds(1)) with { ParentSpanId = Samples.SpanId(1) },
            ],
            10).Rows;

        rows.Select(row => (row.Span.Name, row.Depth)).ShouldBe([("root", 0), ("first", 1), ("grandchild", 2), ("second", 1)]);
    }

    [Fact]
    public void Of_DeepTrace_CapsTheIndent() =>
        Waterfall.Of([.. Enumerable.Range(1, 12).Select(i => Samples.Span(1, i) with { ParentSpanId = i == 1 ? null : Samples.SpanId(i - 1) })], 20)
            .Rows.Max(row => row.Depth).ShouldBe(4);

    [Fact]
    public void Of_ParentsInALoop_ShowsEverySpanOnce()
    {
        var waterfall = Waterfall.Of(
            [
                Samples.Span(1, 1) with { ParentSpanId = Samples.SpanId(2) },
                Samples.Span(1, 2) with { ParentSpanId = Samples.SpanId(1) },
                Samples.Span(1, 3) with { ParentSpanId = Samples.SpanId(3) },
            ],
            10);

        waterfall.Rows.Select(row => row.Span.SpanId).Order(StringComparer.Ordinal).ShouldBe([Samples.SpanId(1), Samples.SpanId(2), Samples.SpanId(3)]);
    }

    [Fact]
    public void Of_MoreSpansThanRows_KeepsErrorsStepsAndTheSlowestWithTheirParents()
    {
        var spans = Enumerable.Range(100, 500).Select(i => Samples.Span(1, i, "filler", "prober") with { ParentSpanId = Samples.SpanId(1) }).ToList();
        spans.Add(Samples.Run(1) with { ServiceName = "prober" });
        spans.Add(Samples.Span(1, 2, SyntheticTelemetry.Spans.Step, "prober") with { ParentSpanId = Samples.SpanId(1) });
        spans.Add(Samples.Span(1, 3, "parent", "shop", seconds: 0.001) with { ParentSpanId = Samples.SpanId(2) });
        spans.Add(Samples.Span(1, 4, "failed", "shop", seconds: 0.001) with { ParentSpanId = Samples.SpanId(3), IsError = true });
        spans.Add(Samples.Span(1, 5, "slow", "shop", seconds: 9) with { ParentSpanId = Samples.SpanId(2) });

        var waterfall = Waterfall.Of(spans, 20);

        waterfall.Rows.Count.ShouldBe(20);
        waterfall.Folded.ShouldBe(485);
        new[] { SyntheticTelemetry.Spans.Check, SyntheticTelemetry.Spans.Step, "parent", "failed", "slow" }.ShouldBeSubsetOf(waterfall.Rows.Select(row => row.Span.Name));
        waterfall.Rows.Single(row => row.Slowest).Span.Name.ShouldBe("slow");
    }

    [Fact]
    public void Of_NoSpans_IsEmpty() => Waterfall.Of([], 10).Rows.ShouldBeEmpty();
}
