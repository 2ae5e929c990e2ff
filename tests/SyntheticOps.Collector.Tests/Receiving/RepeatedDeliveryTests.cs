using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using OpenTelemetry.Proto.Trace.V1;
using SyntheticOps.Collector.Receiving.Grpc;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class RepeatedDeliveryTests(CollectorFixture fixture)
{
    private const int Batches = 40;
    private const int Deliveries = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_SameBatchesOverEveryTransport_StoredOnce()
    {
        var service = "repeat-" + Guid.NewGuid().ToString("N");
        var batches = Enumerable.Range(0, Batches).Select(_ => (Span[])[Otlp.NewSpan(), Otlp.NewSpan()]).ToArray();
        var work = Enumerable.Range(0, Deliveries).SelectMany(transport => batches.Select(batch => (Transport: transport, Batch: batch))).ToArray();
        new Random(7).Shuffle(work);
        using var http = CollectorProcess.Client();
        using var http2 = CollectorProcess.Client(http2: true);
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (item, token) =>
        {
            using var request = Request(item.Transport, item.Batch, service);
            using var response = await (item.Transport == 2 ? http2 : http).SendAsync(request, token);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        using var store = new SqliteConnection($"Data Source={Path.Combine(fixture.DataFolder, "store.db")};Mode=ReadOnly;Pooling=False");
        (await store.ExecuteScalarAsync<int>("select count(*) from spans where service_name = @service", new { service })).ShouldBe(Batches * 2);
        (await store.ExecuteScalarAsync<int>("select sum(spans) from traces where root_service = @service", new { service })).ShouldBe(Batches * 2);
    }

    private HttpRequestMessage Request(int transport, Span[] batch, string service)
    {
        var message = Otlp.Traces(batch);
        message.ResourceSpans[0].Resource.Attributes[0].Value.StringValue = service;
        var (address, body, type) = transport switch
        {
            0 => (new Uri(fixture.Collector.Otlp, "v1/traces"), message.ToByteArray(), "application/x-protobuf"),
            1 => (new Uri(fixture.Collector.Otlp, "v1/traces"), Encoding.UTF8.GetBytes(Json(batch, service)), "application/json"),
            _ => (
                new Uri(fixture.Collector.OtlpGrpc, "opentelemetry.proto.collector.trace.v1.TraceService/Export"),
                GrpcFrame.Write(message.ToByteArray()), "application/grpc"),
        };
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = transport == 2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
        };
    }

    private static string Json(Span[] batch, string service)
    {
        var spans = batch.Select(span =>
            $$"""{"traceId":"{{Convert.ToHexStringLower(span.TraceId.Span)}}","spanId":"{{Convert.ToHexStringLower(span.SpanId.Span)}}","name":"GET /"}""");
        return $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{service}}}"}}]},
            "scopeSpans":[{"spans":[{{{string.Join(',', spans)}}}]}]}]}
            """;
    }
}
