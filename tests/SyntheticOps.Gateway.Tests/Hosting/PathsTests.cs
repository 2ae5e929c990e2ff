using System.Globalization;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>GW-07: whatever a path looks like, our rule and the shop judge the same one.</summary>
public sealed class PathsTests : IDisposable
{
    /// <summary>Around the paths that maintenance lets through, and our own.</summary>
    private static readonly string[] Vectors =
    [
        "/api/health", "/api/health/", "/API/HEALTH", "/api/Health", "//api/health", "/api//health", "/api/./health", "/api/health/.", "/api/health/..",
        "/api/health/../orders", "/api/health/../../admin", "/api/health/%2e%2e/orders", "/api/health/%2E./orders", "/api/health/.%2e/orders", "/orders/../api/health",
        "/orders/%2e%2e/api/health", "/%61pi/health", "/api/%68ealth", "/api%2fhealth", "/api%2Fhealth", "/api/health%2f..%2forders", "/api/health/..%2forders", "/api%5chealth",
        "/api/health%5C..%5Corders", "/api/health\\..\\orders", "/api/health%00", "/api/health%00/../orders", "/api/health%0a", "/api/health%0d%0aX:1", "/api/health%09",
        "/api/health;x=1", "/api/health;/../orders", "/api/health%3b", "/api/health%3fx", "/api/health%23x", "/api/health%252f..%252forders", "/api/health/%252e%252e/orders",
        "/api/health/%c0%ae%c0%ae/orders", "/api/health/..%c0%aforders", "/api/health%25%32%66orders", "/api/health/%e0%80%ae/x", "/api/health%7f", "/api/health%", "/api/health%zz", "/api/health/...", "/api/health%20",
        "/.well-known/acme-challenge/a", "/.well-known/acme-challenge/../../orders", "/.well-known/acme-challenge/%2e%2e/%2e%2e/orders", "/.well-known/acme-challenge/..%2f..%2forders", "/.well-known/acme-challenge/..%5c..%5corders",
        "/.well-known//acme-challenge/../orders", "/.well-known/acme-challenge/..;/orders", "/.WELL-KNOWN/acme-challenge/.%2e/.%2e/orders", "/_gateway/../orders", "/_gateway/%2e%2e/orders", "/_gateway/..%2forders", "/_gateway\\..\\orders",
    ];

    /// <summary>What the shop may be asked for in maintenance.</summary>
    private static readonly string[] LetThrough = ["\r\nshop /api/health\r\n", "\r\nshop /.well-known/acme-challenge/"];

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Vectors_AroundTheLetThroughPath_NoneReachesTheShopAsAnotherPath()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Maintenance:LetThrough:0=/api/health", "Maintenance:LetThrough:1=/.well-known/acme-challenge/*");
        await gateway.SwitchAsync("on");
        var bypasses = new List<string>();
        foreach (var vector in Vectors)
        {
            var answer = await RawHttp.GetAsync(gateway.Customer.BaseAddress!, vector);
            if (RawHttp.Status(answer) is not (400 or 404 or 503) && !Array.Exists(LetThrough, shown => answer.Contains(shown, StringComparison.Ordinal)))
            {
                bypasses.Add($"{vector}: {answer}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vectors={Vectors.Length} bypasses={bypasses.Count} reached_the_shop={shop.Seen.Count}"));
        Vectors.Length.ShouldBeGreaterThanOrEqualTo(40);
        bypasses.ShouldBeEmpty();
        shop.Seen.Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/caf%C3%A9/%20", false)]
    [InlineData("/100%25", false)]
    [InlineData("/100%25/off", false)]
    [InlineData("/a%2Fb", true)]
    [InlineData("/a%2fb", true)]
    [InlineData("/a%5Cb", true)]
    [InlineData("/a%00", true)]
    [InlineData("/a%1f", true)]
    [InlineData("/a%252fb", true)]
    [InlineData("/a%25252fb", true)]
    [InlineData("/a%c0%af", true)]
    [InlineData("/a\\b", true)]
    [InlineData("/a%2", true)]
    public void Path_ReadDifferentlyByTwoServers_IsRefused(string path, bool refused) => Paths.IsAmbiguous(path).ShouldBe(refused);

    [Fact]
    public async Task Query_WithEncodedSlash_Passes()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);

        RawHttp.Status(await RawHttp.GetAsync(gateway.Customer.BaseAddress!, "/search?q=a%2Fb%5C%00")).ShouldBe(200);
    }
}
