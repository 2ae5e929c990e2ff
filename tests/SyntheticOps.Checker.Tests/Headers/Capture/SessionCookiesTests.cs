using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Tests.Headers.Capture;

/// <summary>Which cookies go along on the next hop (RFC 6265bis section 5.8.3).</summary>
public sealed class SessionCookiesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a=1", "https://shop.example/next", "a=1")]
    [InlineData("a=1; Secure", "http://shop.example/", null)]
    [InlineData("a=1; Path=/deep", "https://shop.example/deep/er", "a=1")]
    [InlineData("a=1; Path=/deep", "https://shop.example/deeper", null)]
    [InlineData("a=1", "https://www.shop.example/", null)]
    [InlineData("a=1; Domain=shop.example", "https://www.shop.example/", "a=1")]
    [InlineData("a=1; Domain=other.example", "https://other.example/", null)]
    [InlineData("a=1; Max-Age=0", "https://shop.example/", null)]
    [InlineData("a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", "https://shop.example/", null)]
    [InlineData("__Host-a=1; Path=/", "https://shop.example/", null)]
    [InlineData("=1", "https://shop.example/", null)]
    public void For_NextHop_SendsWhatBelongsThere(string line, string next, string? expected) =>
        SessionCookies.For([Hop(line)], new Uri(next), SiteNames.Guessed, Now).ShouldBe(expected);

    [Fact]
    public void For_CookieThatIsReplaced_SendsTheLast() =>
        SessionCookies.For([Hop("a=1", "b=2"), Hop("a=3")], new Uri("https://shop.example/"), SiteNames.Guessed, Now).ShouldBe("a=3; b=2");

    private static HttpHop Hop(params string[] lines) => new(new Uri("https://shop.example/"), 302, [.. lines.Select(line => new HttpHeader("set-cookie", line))]);
}
