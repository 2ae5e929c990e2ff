using System.Globalization;
using System.Text;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>GW-09 and GW-13: methods, headers of one hop, hosts and redirects; each row says what the client gets and what the shop must not see.</summary>
public sealed class HopHeadersTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    /// <summary>Request line and header lines, the status, and a header that must not reach the shop ("-": no request may).</summary>
    public static IReadOnlyList<(string Line, string Headers, int Status, string Absent)> Rows { get; } =
    [
        ("TRACE / HTTP/1.1", "", 405, "-"), ("TRACE /x HTTP/1.1", "Max-Forwards: 0\r\n", 405, "-"), ("CONNECT shop:80 HTTP/1.1", "", 400, "-"), ("trace / HTTP/1.1", "", 405, "-"), ("TRACK / HTTP/1.1", "", 405, "-"),
        ("PROPFIND / HTTP/1.1", "", 405, "-"), ("DEBUG / HTTP/1.1", "", 405, "-"), ("get / HTTP/1.1", "", 405, "-"), ("G(T / HTTP/1.1", "", 400, "-"), ("OPTIONS * HTTP/1.1", "", 200, "X"), ("GET / HTTP/9.9", "", 505, "-"), ("GET  / HTTP/1.1", "", 400, "-"),
        ("GET / HTTP/1.1", "Connection: X-Forwarded-For\r\n", 200, "Connection"), ("GET / HTTP/1.1", "Connection: X-Forwarded-Host, close\r\n", 200, "Connection"), ("GET / HTTP/1.1", "Connection: Host\r\n", 200, "Connection"),
        ("GET / HTTP/1.1", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n", 200, "Upgrade"), ("GET / HTTP/1.1", "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n", 200, "Upgrade"),
        ("GET / HTTP/1.1", "Proxy-Authorization: Basic eDp5\r\n", 200, "Proxy-Authorization"), ("GET / HTTP/1.1", "Proxy-Connection: keep-alive\r\n", 200, "Proxy-Connection"), ("GET / HTTP/1.1", "Proxy-Authenticate: x\r\n", 200, "Proxy-Authenticate"), ("GET / HTTP/1.1", "Proxy: http://evil\r\n", 200, "Proxy"),
        ("GET / HTTP/1.1", "TE: trailers\r\n", 200, "TE"), ("GET / HTTP/1.1", "Keep-Alive: timeout=9\r\n", 200, "Keep-Alive"), ("GET / HTTP/1.1", "Trailer: X\r\n", 200, "X"),
        ("GET / HTTP/1.1", "X_Forwarded_For: 1.2.3.4\r\n", 200, "X_Forwarded_For"), ("GET / HTTP/1.1", "Content_Length: 4\r\n", 200, "Content_Length"), ("GET / HTTP/1.1", "X Y: z\r\n", 400, "-"), ("GET / HTTP/1.1", ": z\r\n", 400, "-"), ("GET / HTTP/1.1", "X-Y : z\r\n", 400, "-"),
        ("GET / HTTP/1.1", "X-Y: a\0b\r\n", 400, "-"), ("GET / HTTP/1.1", "noheader\r\n", 400, "-"), ("GET / HTTP/1.1", "Expect: nonsense\r\n", 200, "X"), ("GET / HTTP/1.1", "X-Original-URL: /admin\r\n", 200, "X-Original-URL"),
    ];

    [Fact]
    public async Task Rows_OfMethodsAndHopHeaders_AreExact()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        var wrong = new List<string>();
        foreach (var (line, headers, status, absent) in Rows)
        {
            shop.Seen.Clear();
            var close = headers.StartsWith("Connection:", StringComparison.Ordinal) ? "" : "Connection: close\r\n";
            var seenStatus = await StatusAsync(gateway.Customer.BaseAddress!, $"{line}\r\nHost: shop\r\n{close}{headers}\r\n");
            var seen = shop.Seen.FirstOrDefault();
            var isRight = seenStatus == status
                && (absent == "-" ? seen is null : seen is not null && !(absent == "Connection" ? seen.GetValueOrDefault("Connection")?.Contains("X-", StringComparison.Ordinal) == true : seen.ContainsKey(absent)))
                && (seen is null || (seen.ContainsKey("X-Forwarded-For") && seen.ContainsKey("X-Forwarded-Host") && seen["Host"] == "shop"));
            if (!isRight)
            {
                wrong.Add($"{line} {headers.TrimEnd()}: {seenStatus} {(seen is null ? "not sent" : string.Join(", ", seen.Keys))}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows={Rows.Count} wrong={wrong.Count}"));
        Rows.Count.ShouldBeGreaterThanOrEqualTo(30);
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/\\evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/%0d%0aLocation:%20https://evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task Target_ThatLeadsAway_GetsNoForeignLocation(string target)
    {
        // A shop that normalises paths by redirecting, as many do.
        await using var shop = await StubShop.StartAsync(context =>
        {
            context.Response.StatusCode = 308;
            context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}/";
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:Hosts:0=shop.example");
        var answer = await RawHttp.SendAsync(gateway.Customer.BaseAddress!, $"GET {target} HTTP/1.1\r\nHost: shop.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n");

        var location = answer.Split("\r\n").FirstOrDefault(line => line.StartsWith("Location:", StringComparison.OrdinalIgnoreCase));
        (location is null || location.StartsWith("Location: http://shop.example/", StringComparison.Ordinal)).ShouldBeTrue(answer);
        RawHttp.Status(answer).ShouldBeOneOf(308, 400, 404, 405, 421);
    }

    private static async Task<int> StatusAsync(Uri address, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port, RunningGateway.Token);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), RunningGateway.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var line = await reader.ReadLineAsync(RunningGateway.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), RunningGateway.Token);
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
