using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class ArtifactUploadTests(CollectorFixture fixture) : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. RandomNumberGenerator.GetBytes(100_000)];

    private readonly HttpClient _client = CollectorProcess.Client();
    private readonly string _run = Guid.NewGuid().ToString("N");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Put_NewSameOther_201_200_409()
    {
        (await PutAsync("step-3.jpg", Jpeg, "image/jpeg")).ShouldBe(HttpStatusCode.Created);
        (await PutAsync("step-3.jpg", Jpeg, "image/jpeg")).ShouldBe(HttpStatusCode.OK);
        (await PutAsync("step-3.jpg", Jpeg[..500], "image/jpeg")).ShouldBe(HttpStatusCode.Conflict);

        var file = Directory.GetFiles(Path.Combine(fixture.DataFolder, "artifacts", _run)).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(file, Token)).ShouldBe(Jpeg);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("a.jpg", "image/png", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a.jpg", "text/html", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("A.jpg", "image/jpeg", HttpStatusCode.BadRequest)]
    [InlineData("..%2Fx", "image/jpeg", HttpStatusCode.BadRequest)]
    [InlineData(".x", "image/jpeg", HttpStatusCode.BadRequest)]
    public async Task Put_NotValid_Refused(string name, string type, HttpStatusCode expected)
    {
        (await PutAsync(name, Jpeg, type)).ShouldBe(expected);
        Directory.Exists(Path.Combine(fixture.DataFolder, "artifacts", _run)).ShouldBe(expected == HttpStatusCode.UnsupportedMediaType && type == "image/png");
    }

    [Fact]
    public async Task Put_WrongOrNoDigest_400AndNothingKept()
    {
        (await PutAsync("a.jpg", Jpeg, "image/jpeg", SHA256.HashData([1]))).ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("a.jpg", Jpeg, "image/jpeg", [])).ShouldBe(HttpStatusCode.BadRequest);
        Directory.GetFiles(Path.Combine(fixture.DataFolder, "artifacts", _run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_BeyondTheRunsShare_413()
    {
        var zip = new byte[45 * 1024 * 1024];
        zip[0] = (byte)'P';
        zip[1] = (byte)'K';
        (await PutAsync("one.zip", zip, "application/zip")).ShouldBe(HttpStatusCode.Created);
        (await PutAsync("two.zip", zip, "application/zip")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Put_WithoutLength_411()
    {
        using var request = Request("a.jpg", Jpeg, "image/jpeg", SHA256.HashData(Jpeg));
        request.Headers.TransferEncodingChunked = true;
        using var response = await _client.SendAsync(request, Token);
        response.StatusCode.ShouldBe(HttpStatusCode.LengthRequired);
    }

    private async Task<HttpStatusCode> PutAsync(string name, byte[] content, string type, byte[]? digest = null)
    {
        using var request = Request(name, content, type, digest ?? SHA256.HashData(content));
        using var response = await _client.SendAsync(request, Token);
        return response.StatusCode;
    }

    private HttpRequestMessage Request(string name, byte[] content, string type, byte[] digest)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(fixture.Collector.Otlp, $"v1/artifacts/{_run}/{name}"))
        {
            Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
        };
        if (digest.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Content-Digest", $"sha-256=:{Convert.ToBase64String(digest)}:");
        }

        return request;
    }
}
