using System.Text;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Tests.Receiving.Decoding;

public sealed class OtlpBodyTests
{
    private const string GoldenJson = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}],"unknown":[1,{"a":null}]},
        "scopeSpans":[{"scope":{"name":"x"},"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","parentSpanId":"",
        "name":"GET /","kind":2,"startTimeUnixNano":"1763980800000000000","endTimeUnixNano":1763980800001000000,"trace_id":"ff","status":null,
        "attributes":[{"key":"n","value":{"intValue":"-5"}},{"key":"m","value":{"intValue":6}},{"key":"d","value":{"doubleValue":1.5}},
        {"key":"b","value":{"boolValue":true}},{"key":"y","value":{"bytesValue":"AQI="}}]}]}]}]}
        """;

    [Fact]
    public void Parse_GoldenJson_EqualsProtobuf()
    {
        var span = Otlp.Span();
        span.Attributes.Add(new KeyValue { Key = "n", Value = new AnyValue { IntValue = -5 } });
        span.Attributes.Add(new KeyValue { Key = "m", Value = new AnyValue { IntValue = 6 } });
        span.Attributes.Add(new KeyValue { Key = "d", Value = new AnyValue { DoubleValue = 1.5 } });
        span.Attributes.Add(new KeyValue { Key = "b", Value = new AnyValue { BoolValue = true } });
        span.Attributes.Add(new KeyValue { Key = "y", Value = new AnyValue { BytesValue = ByteString.CopyFrom(1, 2) } });

        Json(GoldenJson).Message.ShouldBe(Otlp.Traces(span));
        Protobuf(Otlp.Traces(span).ToByteArray()).Message.ShouldBe(Otlp.Traces(span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"resourceSpans":{}}""")]
    [InlineData("""{"resourceSpans":[1]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_SERVER"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":5}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"-1"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"18446744073709551616"}]}]}]}""")]
    public void Parse_InvalidJson_Refused(string json) => Json(json).Refusal.ShouldNotBeNull().HttpStatus.ShouldBe(400);

    [Theory]
    [InlineData(Limits.ValueDepth, true)]
    [InlineData(Limits.ValueDepth + 1, false)]
    [InlineData(45, false)]
    public void Parse_NestedValues_SameVerdictInBothEncodings(int levels, bool taken)
    {
        foreach (var lists in (bool[])[false, true])
        {
            var span = Otlp.Span();
            span.Attributes.Add(new KeyValue { Key = "k", Value = Otlp.Nested(levels, lists) });
            (Protobuf(Otlp.Traces(span).ToByteArray()).Refusal is null).ShouldBe(taken);
        }

        var json = GoldenJson.Replace("""{"boolValue":true}""", Otlp.NestedJson(levels), StringComparison.Ordinal);
        (Json(json).Refusal is null).ShouldBe(taken);
    }

    [Fact]
    public void Parse_HundredThousandLevels_RefusedSoon()
    {
        var json = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", 100_000));
        Json($$"""{"resourceSpans":[{"resource":{"attributes":[{"key":"k","value":{{json}}""").Refusal!.HttpStatus.ShouldBe(400);
    }

    [Theory]
    [InlineData(Limits.Items, true)]
    [InlineData(Limits.Items + 1, false)]
    public void Parse_ManySpans_LimitIsExact(int spans, bool taken)
    {
        var body = Nest(0x0A, Nest(0x12, [.. Enumerable.Repeat((byte[])[0x12, 0], spans).SelectMany(span => span)]));
        (Protobuf(body).Refusal is null).ShouldBe(taken);
    }

    [Theory]
    [InlineData("spans")]
    [InlineData("resources")]
    [InlineData("attributes")]
    public void Parse_MillionsOfEmptyMessages_RefusedWithoutMemory(string what)
    {
        byte[] pair = what == "spans" ? [0x12, 0] : [0x0A, 0];
        var empty = new byte[4 * 1024 * 1024];
        for (var i = 0; i < empty.Length; i += 2)
        {
            pair.CopyTo(empty, i);
        }

        var body = what switch
        {
            "spans" => Nest(0x0A, Nest(0x12, empty)),
            "attributes" => Nest(0x0A, Nest(0x0A, empty)),
            _ => empty,
        };
        Protobuf(Nest(0x0A, [])); // what is allocated once in a process is not this body's
        Protobuf(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Protobuf(body).Refusal!.HttpStatus.ShouldBe(400);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void Parse_MutatedBodies_AlwaysAVerdict()
    {
        const int Seed = 20251124;
        var random = new Random(Seed);
        var span = Otlp.Span();
        span.Attributes.Add(new KeyValue { Key = "k", Value = Otlp.Nested(6, lists: true) });
        byte[][] corpus = [Otlp.Traces(span).ToByteArray(), Encoding.UTF8.GetBytes(GoldenJson)];
        for (var i = 0; i < 40_000; i++)
        {
            byte[] body = [.. corpus[i % 2]];
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = body[..random.Next(body.Length * 3 / 4, body.Length + 1)];
            var (message, refusal) = i % 2 == 0 ? Protobuf(body) : OtlpBody.Parse(body, OtlpEncoding.Json, ExportTraceServiceRequest.Descriptor);
            (message is null).ShouldBe(refusal is not null, $"seed {Seed}, payload {i}");
            if (message is not null)
            {
                new TraceReceiver().Map(message, (long)Otlp.Time);
            }
        }
    }

    private static byte[] Nest(byte tag, byte[] content)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            output.WriteRawTag(tag);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return memory.ToArray();
    }

    private static (IMessage? Message, Refusal? Refusal) Protobuf(byte[] body) =>
        OtlpBody.Parse(body, OtlpEncoding.Protobuf, ExportTraceServiceRequest.Descriptor);

    private static (IMessage? Message, Refusal? Refusal) Json(string body) =>
        OtlpBody.Parse(Encoding.UTF8.GetBytes(body), OtlpEncoding.Json, ExportTraceServiceRequest.Descriptor);
}
