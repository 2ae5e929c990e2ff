using System.Text.Json;
using SyntheticOps.Checker.Headers.Advice;

namespace SyntheticOps.Checker.Tests.Headers.Advice;

public sealed class HeaderFormsTests
{
    private const string Policy = "default-src 'self'; report-to \"a\"";

    [Theory]
    [InlineData("Nginx", "add_header X-Content-Type-Options \"nosniff\" always;")]
    [InlineData("NextJs", "async headers() { return [{ source: '/:path*', headers: [{ key: \"X-Content-Type-Options\", value: \"nosniff\" }] }] }")]
    [InlineData("AspNetCore", "app.Use((context, next) => { context.Response.Headers[\"X-Content-Type-Options\"] = \"nosniff\"; return next(context); });")]
    public void For_Platform_IsItsOwnForm(string platform, string expected) =>
        HeaderForms.For(Enum.Parse<Platform>(platform), "X-Content-Type-Options", "nosniff").ShouldBe(expected);

    [Fact]
    public void For_Vercel_IsJsonWithTheValue()
    {
        using var json = JsonDocument.Parse(HeaderForms.For(Platform.Vercel, "Content-Security-Policy", Policy));

        json.RootElement.GetProperty("headers")[0].GetProperty("headers")[0].GetProperty("value").GetString().ShouldBe(Policy);
    }

    [Fact]
    public void For_Nginx_EscapesQuotes() => HeaderForms.For(Platform.Nginx, "A", Policy).ShouldBe("add_header A \"default-src 'self'; report-to \\\"a\\\"\" always;");

    [Fact]
    public void FileOf_EveryPlatform_HasAName() => Enum.GetValues<Platform>().Select(HeaderForms.FileOf).ShouldBeUnique();
}
