using SyntheticOps.Collector.Receiving.Mapping;

namespace SyntheticOps.Collector.Tests.Receiving.Mapping;

/// <summary>RED-04 at ingest: what a sender did not take out is taken out before the store.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("4242424242424242", "[REDACTED]")]
    [InlineData("card 4242 4242 4242 4242, thanks", "card [REDACTED], thanks")]
    [InlineData("378282246310005", "[REDACTED]")]
    [InlineData("5555-5555-5555-4444", "[REDACTED]")]
    [InlineData("2223003122003222", "[REDACTED]")]
    [InlineData("4242424242424241", "4242424242424241")]
    [InlineData("1763980800000", "1763980800000")]
    [InlineData("1763980800000000003", "1763980800000000003")]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("Authorization: Bearer abcdefghijklmnop", "Authorization: [REDACTED]")]
    [InlineData("a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl b", "a [REDACTED] b")]
    [InlineData("key sk_live_0123456789abcdef", "key [REDACTED]")]
    [InlineData("whsec_0123456789abcdefXYZ", "[REDACTED]")]
    [InlineData("GET /products/12 200", "GET /products/12 200")]
    [InlineData("", "")]
    public void Apply_Text_SecretsAreMasked(string text, string expected) => Redaction.Apply(text).ShouldBe(expected);

    [Theory]
    [InlineData("http.request.header.authorization", true)]
    [InlineData("http.response.header.set-cookie", true)]
    [InlineData("user.password", true)]
    [InlineData("stripe.api_key", true)]
    [InlineData("cookie.count", false)]
    [InlineData("http.route", false)]
    public void Apply_Key_WholeValueIsMasked(string key, bool masked) => Redaction.Apply(key, "x").ShouldBe(masked ? Redaction.Mask : "x");
}
