using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Mapping;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class TraceReceiverTests
{
    private const long Now = (long)Otlp.Time + 60_000_000_000;

    [Theory]
    [InlineData(16, 8, 1, true)]
    [InlineData(0, 8, 1, false)]
    [InlineData(15, 8, 1, false)]
    [InlineData(17, 8, 1, false)]
    [InlineData(32, 8, 1, false)]
    [InlineData(16, 0, 1, false)]
    [InlineData(16, 7, 1, false)]
    [InlineData(16, 9, 1, false)]
    [InlineData(16, 8, 0, false)]
    public void Map_Ids_OnlyValidOnesAreTaken(int traceLength, int spanLength, byte last, bool taken)
    {
        var span = Otlp.Span();
        span.TraceId = Otlp.Id(traceLength, last);
        span.SpanId = Otlp.Id(spanLength, last);

        var mapped = new TraceReceiver().Map(Otlp.Traces(span, Otlp.Span(9, 9)), Now);
        mapped.Batch.Spans.Count.ShouldBe(taken ? 2 : 1);
        mapped.Rejected.ShouldBe(taken ? 0 : 1);
    }

    [Theory]
    [InlineData(Otlp.Time, Otlp.Time + 5, Otlp.Time, Otlp.Time + 5, false)]
    [InlineData(0UL, Otlp.Time, Now, Now, true)]
    [InlineData(Otlp.Time, Otlp.Time - 5, Otlp.Time, Otlp.Time, true)]
    [InlineData(ulong.MaxValue, 1UL << 63, Now, Now, true)]
    [InlineData(18_446_744_073_000_000_000UL, Otlp.Time, Now, Now, true)]
    [InlineData(1UL, 2UL, 1UL, 2UL, false)]
    public void Map_Times_ClampedAndFlagged(ulong start, ulong end, ulong storedStart, ulong storedEnd, bool flagged)
    {
        var span = Otlp.Span();
        span.StartTimeUnixNano = start;
        span.EndTimeUnixNano = end;

        var record = Map(span);
        record.StartUnixNano.ShouldBe((long)storedStart);
        record.EndUnixNano.ShouldBe((long)storedEnd);
        record.Attributes.Texts(AttributeReader.FlagKey).ShouldBe(flagged ? ["time"] : []);
    }

    [Fact]
    public void Map_TooMuchOfEverything_CutAndFlagged()
    {
        var span = Otlp.Span();
        span.Attributes.Add(Otlp.Text("long", new string('a', 10_000_000)));
        span.Attributes.AddRange(Enumerable.Range(0, 10_000).Select(n => Otlp.Text($"k{n}", "v")));
        span.Events.AddRange(Enumerable.Range(0, 200).Select(n => new Span.Types.Event { Name = $"e{n}", TimeUnixNano = Otlp.Time }));

        var record = Map(span);
        record.Attributes.Count.ShouldBe(Limits.Attributes + 1);
        record.Attributes.Text("long")!.Length.ShouldBe(Limits.ValueLength);
        record.Events.Count.ShouldBe(Limits.Events);
        record.Attributes.Texts(AttributeReader.FlagKey).ShouldBe(["attributes", "events", "value"]);
    }

    [Fact]
    public void Map_ExactlyTheLimits_Unflagged()
    {
        var span = Otlp.Span();
        span.Attributes.AddRange(Enumerable.Range(0, Limits.Attributes).Select(n => Otlp.Text($"k{n}", new string('a', Limits.ValueLength))));

        Map(span).Attributes.Count.ShouldBe(Limits.Attributes);
    }

    [Fact]
    public void Map_ValuesOfEachType_AreTheRecordsTypes()
    {
        var span = Otlp.Span();
        span.Attributes.Add(new KeyValue { Key = "whole", Value = new AnyValue { IntValue = long.MinValue } });
        span.Attributes.Add(new KeyValue { Key = "real", Value = new AnyValue { DoubleValue = double.NaN } });
        span.Attributes.Add(new KeyValue { Key = "list", Value = new AnyValue { ArrayValue = new ArrayValue { Values = { Otlp.Nested(1), new AnyValue { StringValue = "b" } } } } });
        span.Attributes.Add(new KeyValue { Key = "map", Value = new AnyValue { KvlistValue = new KeyValueList { Values = { Otlp.Text("a", "é") } } } });
        span.Attributes.Add(Otlp.Text("twice", "first"));
        span.Attributes.Add(Otlp.Text("twice", "second"));
        span.Attributes.Add(Otlp.Text("", "no key"));
        span.Attributes.Add(new KeyValue { Key = "nothing" });

        var attributes = Map(span).Attributes;
        attributes.Integer("whole").ShouldBe(long.MinValue);
        attributes.Number("real").ShouldBe(double.NaN);
        attributes.Texts("list").ShouldBe(["1", "b"]);
        attributes.Text("map").ShouldBe("""{"a":"é"}""");
        attributes.Text("twice").ShouldBe("first");
        attributes.Count.ShouldBe(5);
    }

    private static SpanRecord Map(Span span) => new TraceReceiver().Map(Otlp.Traces(span), Now).Batch.Spans.ShouldHaveSingleItem();
}
