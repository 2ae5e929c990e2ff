using System.Net;
using System.Net.Sockets;
using System.Text;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Tests.Hosting;

public sealed class LimitsTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private RunningGateway _gateway = null!;
    private StubShop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await StubShop.StartAsync();
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData(Limits.Headers - 2, 200)]
    [InlineData(Limits.Headers - 1, 431)]
    public async Task HeaderCount_AtTheEdge(int more, int expected) => // Host and Connection count as well
        (await RawAsync("GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n" + string.Concat(Enumerable.Range(0, more).Select(i => $"X-{i}: y\r\n")) + "\r\n")).ShouldBe(expected);

    [Theory]
    [InlineData(20 * 1024, 200)]
    [InlineData(Limits.HeadersBytes, 431)]
    public async Task HeaderBytes_AtTheEdge(int length, int expected) =>
        (await RawAsync($"GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nX-Long: {new string('a', length)}\r\n\r\n")).ShouldBe(expected);

    [Theory]
    [InlineData(Limits.RequestLineBytes - 16, 200)]
    [InlineData(Limits.RequestLineBytes, 414)]
    public async Task RequestLine_AtTheEdge(int length, int expected) =>
        (await RawAsync($"GET /{new string('a', length)} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")).ShouldBe(expected);

    [Fact]
    public async Task Body_TooLong_Is413() =>
        (await RawAsync($"POST / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: {Limits.BodyBytes + 1}\r\n\r\nabc")).ShouldBe(413);

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: shop")]
    [InlineData("CONNECT shop:80 HTTP/1.1\r\nHost: shop:80")]
    public async Task Method_TraceAndConnect_AreRefusedHere(string head)
    {
        (await RawAsync(head + "\r\nConnection: close\r\n\r\n")).ShouldBe(405);
        _shop.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/_faults")]
    [InlineData("/_faults/status")]
    [InlineData("/_FAULTS/status")]
    [InlineData("/%5ffaults/status")]
    [InlineData("/x/../_faults")]
    public async Task Faults_FromOutside_AreNotFound(string path)
    {
        (await RawAsync($"GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")).ShouldBe((int)HttpStatusCode.NotFound);
        _shop.Seen.ShouldBeEmpty();
    }

    private async Task<int> RawAsync(string request)
    {
        using var client = new TcpClient();
        var address = _gateway.Customer.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port, RunningGateway.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), RunningGateway.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(RunningGateway.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), RunningGateway.Token);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
