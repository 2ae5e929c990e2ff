using System.Diagnostics;

namespace SyntheticOps.Gateway.Tests.Proxying;

public sealed class ForwardedHeadersTests : WithGateway
{
    [Fact]
    public async Task Host_OfTheCustomer_ReachesTheShop()
    {
        var seen = await SendAsync(("Host", "shop.example:8443"));

        seen["Host"].ShouldBe("shop.example:8443");
        seen["X-Forwarded-Host"].ShouldBe("shop.example:8443");
        seen["X-Forwarded-Proto"].ShouldBe("http");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("203.0.113.7, 198.51.100.1")]
    [InlineData("::1")]
    [InlineData("garbage")]
    public async Task XForwardedFor_Spoofed_IsReplacedByThePeer(string spoofed)
    {
        var seen = await SendAsync(("X-Forwarded-For", spoofed), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        seen["X-Forwarded-For"].ShouldBe("127.0.0.1");
        seen["X-Forwarded-Proto"].ShouldBe("http");
        seen["X-Forwarded-Host"].ShouldNotContain("evil");
    }

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("X_Forwarded_For", "203.0.113.7")]
    [InlineData("Proxy", "http://evil.example")]
    [InlineData("Proxy-Authorization", "Basic eDp5")]
    [InlineData("TE", "trailers")]
    [InlineData("Keep-Alive", "timeout=5")]
    [InlineData("X-Original-URL", "/admin")]
    public async Task Header_LookAlikeOrHop_StaysHere(string name, string value) =>
        (await SendAsync((name, value))).ShouldNotContainKey(name);

    [Fact]
    public async Task Connection_CannotStripOurHeaders() =>
        (await SendAsync(("Connection", "close, X-Forwarded-For"))).ShouldContainKey("X-Forwarded-For");

    [Fact]
    public async Task Traceparent_OfTheCaller_IsContinued()
    {
        var (trace, parent) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());

        var seen = await SendAsync(("traceparent", $"00-{trace}-{parent}-01"));

        seen["traceparent"].ShouldStartWith($"00-{trace}-");
        seen["traceparent"].ShouldNotContain(parent);
    }

    private async Task<Dictionary<string, string>> SendAsync(params (string Name, string Value)[] headers)
    {
        (await Gateway.GetAsync("/", headers)).EnsureSuccessStatusCode();
        return Shop.Seen.Single();
    }
}
