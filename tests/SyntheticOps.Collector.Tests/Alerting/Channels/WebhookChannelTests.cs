using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Alerting.Channels;

namespace SyntheticOps.Collector.Tests.Alerting.Channels;

public sealed class WebhookChannelTests : AlertChannelContract
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public async Task SendAsync_Signature_IsThatOfStandardWebhooks()
    {
        await SendAsync();

        var got = Receiver.All.Single();
        var signed = Encoding.UTF8.GetBytes($"msg_1.{got.Headers["webhook-timestamp"]}.").Concat(got.Body).ToArray();
        got.Headers["webhook-id"].ShouldBe("msg_1");
        got.Headers["webhook-timestamp"].ShouldBe("1763971200");
        got.Headers["webhook-signature"].ShouldBe(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes("01234567890123456789012345678901"), signed)));
    }

    [Fact]
    public async Task SendAsync_Body_HasTextForPeopleAndDataForPrograms()
    {
        await SendAsync();

        var body = JsonDocument.Parse(Receiver.All.Single().Body).RootElement;
        body.GetProperty("type").GetString().ShouldBe("incident.opened");
        body.GetProperty("text").GetString().ShouldBe("The shop: Customers cannot reach the shop (INC-1, opened)");
        body.GetProperty("data").GetProperty("scenario").GetString().ShouldBe("downtime");
        body.GetProperty("data").TryGetProperty("resolvedAt", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_TraceOfOurs_StaysHere()
    {
        await SendAsync();

        Receiver.All.Single().Headers.Keys.ShouldNotContain("traceparent");
    }

    [Fact]
    public async Task SendAsync_PrivateAddressWithoutReach_IsRejectedUnasked()
    {
        var channel = Read($"channels: {{ops: {{webhook: \"{Receiver.Url}\"}}}}");

        (await channel.SendAsync(Message, TestContext.Current.CancellationToken)).ShouldBeOfType<Delivery.Rejected>().Reason.ShouldNotContain("127.0.0.1");
        Receiver.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("169.254.169.254", "0.0.0.0/0", false)]
    [InlineData("fe80::1", "::/0", false)]
    [InlineData("10.0.0.5", "10.0.0.0/8", true)]
    [InlineData("10.0.0.5", "192.168.0.0/16", false)]
    [InlineData("::ffff:127.0.0.1", "10.0.0.0/8", false)]
    [InlineData("1.1.1.1", "10.0.0.0/8", true)]
    public void IsAllowed_Address_IsPublicOrNamedAndNeverMetadata(string address, string network, bool expected) =>
        GuardedClient.IsAllowed(new IPEndPoint(IPAddress.Parse(address), 443), [new(IPNetwork.Parse(network), 443)]).ShouldBe(expected);

    [Theory]
    [InlineData("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", 24)]
    [InlineData("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", null)]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", null)]
    [InlineData("whsec_not base64", null)]
    [InlineData("", null)]
    public void ParseSecret_Text_NeedsPrefixAndLength(string text, int? length) => (StandardWebhook.ParseSecret(text)?.Length).ShouldBe(length);

    private protected override IAlertChannel Create(Receiver receiver) =>
        Read($"channels: {{ops: {{webhook: {{url: \"{receiver.Url}\", reach: \"127.0.0.1:{receiver.Port}\", secret: \"{Secret}\"}}}}}}");

    private IAlertChannel Read(string channels)
    {
        var configuration = Configurations.Read($"sites: {{shop: {{url: \"https://shop.example\"}}}}\nchecks: {{home: {{http: {{path: /}}}}}}\n{channels}\n");
        return new ChannelBook(configuration, [new ChannelType(WebhookChannel.Type, WebhookChannel.Read)], Clock).Find("ops").ShouldNotBeNull();
    }
}
