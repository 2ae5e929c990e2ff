using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Grpc;
using SyntheticOps.Collector.Tests.Receiving.Decoding;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class OtlpGrpcTests(CollectorFixture fixture) : IDisposable
{
    private const string Export = "opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private readonly HttpClient _client = CollectorProcess.Client(http2: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Export_PlainAndGzip_Ok()
    {
        var message = Otlp.Traces(Otlp.NewSpan()).ToByteArray();
        (await CallAsync(Export, GrpcFrame.Write(message))).Status.ShouldBe("0");

        var compressed = GrpcFrame.Write(GzipTests.Compress(message));
        compressed[0] = 1;
        var (status, body) = await CallAsync(Export, compressed, "gzip");
        status.ShouldBe("0");
        ExportTraceServiceResponse.Parser.ParseFrom(body.AsSpan(GrpcFrame.PrefixLength)).PartialSuccess.ShouldBeNull();
    }

    [Theory]
    [InlineData(Export, "00 FFFFFFFF", "", GrpcCodes.ResourceExhausted)]
    [InlineData(Export, "00 00000002 AA", "", GrpcCodes.InvalidArgument)]
    [InlineData(Export, "00 00000001 FF", "", GrpcCodes.InvalidArgument)]
    [InlineData(Export, "01 00000001 AA", "", GrpcCodes.InvalidArgument)]
    [InlineData(Export, "01 00000001 AA", "gzip", GrpcCodes.InvalidArgument)]
    [InlineData(Export, "01 00000001 AA", "zstd", GrpcCodes.Unimplemented)]
    [InlineData(Export, "", "", GrpcCodes.InvalidArgument)]
    [InlineData("opentelemetry.proto.collector.profiles.v1.ProfilesService/Export", "00 00000000", "", GrpcCodes.Unimplemented)]
    public async Task Export_NotValid_StatusIsExact(string method, string hex, string encoding, int expected) =>
        (await CallAsync(method, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), encoding)).Status
            .ShouldBe($"{expected}");

    [Fact]
    public async Task Export_WithoutKey_Unauthenticated()
    {
        using var stranger = CollectorProcess.Client(http2: true);
        stranger.DefaultRequestHeaders.Authorization = null;
        (await CallAsync(Export, GrpcFrame.Write([]), client: stranger)).Status.ShouldBe($"{GrpcCodes.Unauthenticated}");
    }

    private async Task<(string Status, byte[] Body)> CallAsync(string method, byte[] frame, string encoding = "", HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Collector.OtlpGrpc, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
        };
        if (encoding.Length > 0)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using var response = await (client ?? _client).SendAsync(request, Token);
        var body = await response.Content.ReadAsByteArrayAsync(Token);
        return (response.TrailingHeaders.GetValues("grpc-status").Single(), body);
    }
}
