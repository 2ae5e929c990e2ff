using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Collector.Trace.V1;
using SyntheticOps.Collector.Receiving.Grpc;
using SyntheticOps.Collector.Tests.Receiving;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Tests.Forwarding;

public sealed class ForwardWorkerTests
{
    private const string ApiKey = "dashboard key";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forward_EveryTransportAndOwnTelemetry_ArriveWithTheKey()
    {
        var received = new ConcurrentBag<(string Path, string? Type, byte[] Body)>();
        using var folder = new TemporaryFolder();
        await using var dashboard = await StartDashboardAsync(folder, received);
        using var collector = await CollectorProcess.StartAsync(
            folder,
            (Names.Env.OtlpEndpoint, dashboard.Urls.Single()),
            (Names.Env.OtlpHeaders, "x-otlp-api-key=" + Uri.EscapeDataString(ApiKey)),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "100"));

        var body = Otlp.Traces(Otlp.NewSpan()).ToByteArray();
        (await SendAsync(new Uri(collector.Otlp, "v1/traces"), body, "application/x-protobuf", http2: false)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(new Uri(collector.Otlp, "v1/logs"), "{ }"u8.ToArray(), "application/json", http2: false)).ShouldBe(HttpStatusCode.OK);
        var grpc = Otlp.Traces(Otlp.NewSpan()).ToByteArray();
        (await SendAsync(
            new Uri(collector.OtlpGrpc, "opentelemetry.proto.collector.trace.v1.TraceService/Export"), GrpcFrame.Write(grpc), "application/grpc", http2: true))
            .ShouldBe(HttpStatusCode.OK);

        await Eventually.BeTrueAsync(() => Has("/v1/traces", "application/x-protobuf", body));
        await Eventually.BeTrueAsync(() => Has("/v1/logs", "application/json", "{ }"u8.ToArray()));
        await Eventually.BeTrueAsync(() => Has("/v1/traces", "application/x-protobuf", grpc));
        await Eventually.BeTrueAsync(() => received.Any(item => item.Path == "/v1/logs" && item.Type == "application/x-protobuf"));

        // Spans are sent in the order in which they ended: once that of a page is there, one of the requests before would be there too.
        using var visitor = new HttpClient();
        (await visitor.GetAsync(new Uri(collector.Http, "status"), Token)).EnsureSuccessStatusCode();
        await Eventually.BeTrueAsync(() => Spans().Contains("GET /status"));
        Spans().ShouldNotContain(name => name.Contains("v1/", StringComparison.Ordinal));

        IEnumerable<string> Spans() => received.Where(item => item.Path == "/v1/traces")
            .SelectMany(item => ExportTraceServiceRequest.Parser.ParseFrom(item.Body).ResourceSpans)
            .SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans).Select(span => span.Name);
        bool Has(string path, string type, byte[] bytes) => received.Any(item => item.Path == path && item.Type == type && item.Body.AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public async Task Forward_TargetIsDead_IngestGoesOn()
    {
        using var folder = new TemporaryFolder();
        using var collector = await CollectorProcess.StartAsync(folder, (Names.Env.OtlpEndpoint, "http://127.0.0.1:1"));
        for (var i = 0; i < 100; i++)
        {
            (await SendAsync(new Uri(collector.Otlp, "v1/traces"), Otlp.Traces(Otlp.NewSpan()).ToByteArray(), "application/x-protobuf", http2: false))
                .ShouldBe(HttpStatusCode.OK);
        }

        await Eventually.BeTrueAsync(() => collector.Output.Contains("not forwarded to http://127.0.0.1:1", StringComparison.Ordinal));
    }

    /// <summary>Takes OTLP only with the key, as the Aspire dashboard does.</summary>
    private static async Task<WebApplication> StartDashboardAsync(TemporaryFolder folder, ConcurrentBag<(string Path, string? Type, byte[] Body)> received)
    {
        // Not the folder of the tests: the collector's appsettings.json, with its fixed ports, lies there.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder.Path });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            if (request.Headers["x-otlp-api-key"] != ApiKey)
            {
                return Results.Unauthorized();
            }

            using var memory = new MemoryStream();
            await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
            received.Add((request.Path, request.ContentType, memory.ToArray()));
            return Results.Ok();
        });
        await app.StartAsync(Token);
        return app;
    }

    private static async Task<HttpStatusCode> SendAsync(Uri address, byte[] body, string type, bool http2)
    {
        using var client = CollectorProcess.Client(http2);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await client.PostAsync(address, content, Token);
        return response.StatusCode;
    }
}
