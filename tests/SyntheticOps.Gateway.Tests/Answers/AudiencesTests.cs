using Microsoft.AspNetCore.Http;
using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed class AudiencesTests
{
    [Theory]
    [InlineData("/", null, "Terminal")]
    [InlineData("/", "", "Terminal")]
    [InlineData("/", "*/*", "Terminal")]
    [InlineData("/", "text/plain", "Terminal")]
    [InlineData("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Browser")]
    [InlineData("/", "application/xhtml+xml", "Browser")]
    [InlineData("/", "application/json", "Api")]
    [InlineData("/", "application/vnd.shop+json", "Api")]
    [InlineData("/", "application/problem+json, */*", "Api")]
    [InlineData("/", "text/html;q=0.5, application/json", "Api")]
    [InlineData("/", "text/html, application/json;q=0.9", "Browser")]
    [InlineData("/", "text/html;q=0", "Terminal")]
    [InlineData("/", "text/html;;;=", "Terminal")]
    [InlineData("/api/orders", "text/html", "Api")]
    [InlineData("/api", null, "Api")]
    [InlineData("/apiculture", "text/html", "Browser")]
    public void Of_PathAndAccept_WhoAsks(string path, string? accept, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Path = path;
        request.Headers.Accept = accept;

        Audiences.Of(request).ToString().ShouldBe(expected);
    }

    [Fact]
    public void Of_VeryLongAccept_IsNotParsed()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Accept = "text/html," + new string('a', 2_000);

        Audiences.Of(request).ShouldBe(Audience.Terminal);
    }
}
