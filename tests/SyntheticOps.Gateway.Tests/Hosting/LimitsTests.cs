using System.Net;
using System.Net.Sockets;
using System.Text;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>GW-08: 431, 414 and 413 at the very edges, which lie below those of the shop's server (100 headers, 32 KiB); what passes here passes there. Floods and slow clients: <see cref="Floods.FloodTests"/>, <see cref="Floods.ConnectionTests"/>.</summary>
public sealed class LimitsTests : WithGateway
{
    [Theory]
    [InlineData(Limits.Headers - 2, 200)]
    [InlineData(Limits.Headers - 1, 431)]
    public async Task HeaderCount_AtTheEdge(int more, int expected) => // Host and Connection count as well
        (await RawAsync("GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n" + string.Concat(Enumerable.Range(0, more).Select(i => $"X-{i}: y\r\n")) + "\r\n")).ShouldBe(expected);

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 431)]
    public async Task HeaderBytes_AtTheEdge(int over, int expected)
    {
        const string Others = "Host: shop\r\nConnection: close\r\n";
        var length = Limits.HeadersBytes + over - Others.Length - "X-Long: \r\n".Length;

        (await RawAsync($"GET / HTTP/1.1\r\n{Others}X-Long: {new string('a', length)}\r\n\r\n")).ShouldBe(expected);
    }

    /// <summary>As much as passes, with all that we add, is still less than the shop's server takes.</summary>
    [Fact]
    public async Task Headers_AsManyAndAsLongAsPass_ReachTheShop()
    {
        const string Others = "Host: shop\r\nConnection: close\r\n";
        var each = (Limits.HeadersBytes - Others.Length) / (Limits.Headers - 2);
        var lines = string.Concat(Enumerable.Range(0, Limits.Headers - 2).Select(i => $"X-{i:00}: {new string('a', each - "X-00: \r\n".Length)}\r\n"));

        (await RawAsync($"GET / HTTP/1.1\r\n{Others}{lines}\r\n")).ShouldBe(200);
        Shop.Seen.Single().Count.ShouldBeInRange(Limits.Headers - 1, 100);
    }

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
        Shop.Seen.ShouldBeEmpty();
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
        Shop.Seen.ShouldBeEmpty();
    }

    private async Task<int> RawAsync(string request)
    {
        using var client = new TcpClient();
        var address = Gateway.Customer.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port, RunningGateway.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), RunningGateway.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(RunningGateway.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), RunningGateway.Token);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
