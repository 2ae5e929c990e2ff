using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using OpenTelemetry.Proto.Collector.Trace.V1;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Tests.Receiving.Decoding;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class OtlpHttpTests(CollectorFixture fixture) : IDisposable
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private readonly HttpClient _client = CollectorProcess.Client();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    [InlineData("metrics")]
    public async Task Post_Empty_AcceptedInBothEncodings(string signal)
    {
        var (status, type, body) = await PostAsync($"v1/{signal}", [], Protobuf);
        (status, type, body.Length).ShouldBe((HttpStatusCode.OK, Protobuf, 0));
        (status, type, body) = await PostAsync($"v1/{signal}", "{}"u8.ToArray(), Json + "; charset=utf-8");
        (status, type, Encoding.UTF8.GetString(body)).ShouldBe((HttpStatusCode.OK, Json, "{ }"));
    }

    [Fact]
    public async Task Post_OneBadSpanOfTwo_PartialSuccess()
    {
        var bad = Otlp.Span();
        bad.TraceId = Otlp.Id(16, 0);
        var (status, _, body) = await PostAsync("v1/traces", Otlp.Traces(Otlp.NewSpan(), bad).ToByteArray(), Protobuf);

        status.ShouldBe(HttpStatusCode.OK);
        ExportTraceServiceResponse.Parser.ParseFrom(body).PartialSuccess.RejectedSpans.ShouldBe(1);
    }

    [Theory]
    [InlineData("text/plain", "", 415)]
    [InlineData(Protobuf, "gzip, gzip", 415)]
    [InlineData(Protobuf, "snappy", 415)]
    [InlineData(Protobuf, "zstd", 415)]
    [InlineData(Protobuf, "gzip", 400)]
    [InlineData(Protobuf, "identity", 400)]
    public async Task Post_NotValid_StatusMessageSaysWhy(string type, string encoding, int expected)
    {
        var (status, answerType, body) = await PostAsync("v1/traces", [0xFF, 0xFF], type, encoding);
        ((int)status).ShouldBe(expected);
        (answerType == Protobuf ? Status.Parser.ParseFrom(body) : JsonParser.Default.Parse<Status>(Encoding.UTF8.GetString(body))).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Post_Gzip_StoredAsSent()
    {
        var (status, _, _) = await PostAsync("v1/traces", GzipTests.Compress(Otlp.Traces(Otlp.NewSpan()).ToByteArray()), Protobuf, "gzip");
        status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_TruncatedGzip_400NeverAccepted()
    {
        var body = GzipTests.Compress(Otlp.Traces(Enumerable.Range(0, 50).Select(_ => Otlp.NewSpan())).ToByteArray());
        for (var length = 1; length < body.Length; length += 97)
        {
            (await PostAsync("v1/traces", body[..length], Protobuf, "gzip")).Status.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Post_TooLarge_413IsReceived()
    {
        for (var i = 0; i < 5; i++)
        {
            (await PostAsync("v1/traces", new byte[Limits.BodyBytes + 1], Protobuf)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }

        using var chunked = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Collector.Otlp, "v1/traces"))
        {
            Content = new ByteArrayContent(new byte[Limits.BodyBytes + 1]) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } },
            Headers = { TransferEncodingChunked = true },
        };
        using var response = await _client.SendAsync(chunked, Token);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_Bomb_413()
    {
        var bomb = GzipTests.Compress(new byte[100 * 1024 * 1024]);
        (await PostAsync("v1/traces", bomb, Protobuf, "gzip")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_WithoutKey_401InTheEncodingOfTheRequest()
    {
        using var stranger = new HttpClient();
        using var content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } };
        using var response = await stranger.PostAsync(new Uri(fixture.Collector.Otlp, "v1/traces"), content, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Status.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(Token)).Code.ShouldBe(GrpcCodes.Unauthenticated);
        fixture.Collector.Output.ShouldNotContain(CollectorProcess.Key);
    }

    [Fact]
    public async Task Post_OtherListenerOrMethod_NotServed()
    {
        using var content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } };
        using var elsewhere = await _client.PostAsync(new Uri(fixture.Collector.Http, "v1/traces"), content, Token);
        elsewhere.IsSuccessStatusCode.ShouldBeFalse();
        using var get = await _client.GetAsync(new Uri(fixture.Collector.Otlp, "v1/traces"), Token);
        get.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Post_ConnectionCutInTheBody_NothingBreaks()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(fixture.Collector.Otlp.Host, fixture.Collector.Otlp.Port, Token);
            await socket.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /v1/traces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {CollectorProcess.Key}\r\nContent-Type: {Protobuf}\r\nContent-Length: 100\r\n\r\nabc"), Token);
        }

        (await PostAsync("v1/traces", [], Protobuf)).Status.ShouldBe(HttpStatusCode.OK);
        fixture.Collector.Output.ShouldNotContain("Unhandled exception");
    }

    private async Task<(HttpStatusCode Status, string? Type, byte[] Body)> PostAsync(string path, byte[] body, string type, string encoding = "")
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        if (encoding.Length > 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var response = await _client.PostAsync(new Uri(fixture.Collector.Otlp, path), content, Token);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(Token));
    }
}
