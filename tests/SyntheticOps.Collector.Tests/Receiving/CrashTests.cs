using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Dapper;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using SyntheticOps.Collector.Receiving.Grpc;
using SyntheticOps.Collector.Tests.Storage;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class CrashTests
{
    private const int Kills = 5;
    private const int HttpClients = 4;
    private const int GrpcClients = 2;
    private const int BatchSize = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileClientsStream_NothingAcknowledgedIsLostOrDoubled()
    {
        var random = new Random(20251125);
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentBag<string>();
        var unanswered = new ConcurrentQueue<byte[]>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var collector = await CollectorProcess.StartAsync(folder);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var clients = Enumerable.Range(0, HttpClients + GrpcClients)
                .Select(n => StreamAsync(collector, n >= HttpClients, acknowledged, unanswered, stop.Token)).ToArray();
            var wanted = acknowledged.Count + random.Next(100, 1500);
            await Eventually.BeTrueAsync(() => acknowledged.Count >= wanted);
            collector.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        using var store = new SqliteConnection($"Data Source={Path.Combine(folder.File("data"), "store.db")};Pooling=False");
        var stored = (await store.QueryAsync<string>("select trace_id || span_id from spans where service_name = 'shop'")).ToArray();
        (await store.ExecuteScalarAsync<string>("pragma integrity_check")).ShouldBe("ok");
        acknowledged.Except(stored).ShouldBeEmpty();
        stored.Length.ShouldBe(stored.Distinct().Count());
        (await store.ExecuteScalarAsync<int>("select sum(spans) from traces where root_service = 'shop'")).ShouldBe(stored.Length);
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Kills * 100);
    }

    /// <summary>Sends until the end; what had no answer is sent again, perhaps by another client.</summary>
    private static async Task StreamAsync(
        CollectorProcess collector, bool grpc, ConcurrentBag<string> acknowledged, ConcurrentQueue<byte[]> unanswered, CancellationToken token)
    {
        using var client = CollectorProcess.Client(grpc);
        while (!token.IsCancellationRequested)
        {
            var body = unanswered.TryDequeue(out var again)
                ? again
                : Otlp.Traces(Enumerable.Range(0, BatchSize).Select(_ => Otlp.NewSpan())).ToByteArray();
            if (!await SendAsync(client, collector, grpc, body, token))
            {
                unanswered.Enqueue(body);
                continue;
            }

            foreach (var span in OpenTelemetry.Proto.Collector.Trace.V1.ExportTraceServiceRequest.Parser.ParseFrom(body).ResourceSpans[0].ScopeSpans[0].Spans)
            {
                acknowledged.Add(Convert.ToHexStringLower(span.TraceId.Span) + Convert.ToHexStringLower(span.SpanId.Span));
            }
        }
    }

    private static async Task<bool> SendAsync(HttpClient client, CollectorProcess collector, bool grpc, byte[] body, CancellationToken token)
    {
        using var content = new ByteArrayContent(grpc ? GrpcFrame.Write(body) : body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(grpc ? "application/grpc" : "application/x-protobuf") },
        };
        try
        {
            var path = grpc ? "opentelemetry.proto.collector.trace.v1.TraceService/Export" : "v1/traces";
            using var response = await client.PostAsync(new Uri(grpc ? collector.OtlpGrpc : collector.Otlp, path), content, token);
            await response.Content.ReadAsByteArrayAsync(token);
            return response.IsSuccessStatusCode
                && (!grpc || (response.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.Single() == "0"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
