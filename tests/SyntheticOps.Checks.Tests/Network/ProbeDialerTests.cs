using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Network;

public sealed class ProbeDialerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ProbeDialerTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task ConnectAsync_AllowedAddress_IsConnectedAndTimed()
    {
        var dial = await DialAsync("127.0.0.1", reach: "127.0.0.1/32");

        dial.Failure.ShouldBeNull();
        dial.Peer.ShouldBe(new IPEndPoint(IPAddress.Loopback, Port));
        dial.Resolved.ShouldBeGreaterThanOrEqualTo(dial.Started);
        dial.Connected.ShouldBeGreaterThanOrEqualTo(dial.Resolved);
        dial.Socket!.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("localhost")]
    public async Task ConnectAsync_PrivateAddressInAnySpelling_IsBlockedAndSaysWhatToAdd(string host)
    {
        var dial = await DialAsync(host, reach: null);

        (dial.Failure!.Outcome, dial.Failure.Reason).ShouldBe((Outcome.Unknown, Reasons.BlockedByPolicy));
        dial.Failure.Message.ShouldContain("to sites.shop.reach.");
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task ConnectAsync_OneOfTwoAddressesRefuses_TakesTheOther()
    {
        var dial = await DialAsync("shop.example", reach: "127.0.0.0/8", "127.0.0.9", "127.0.0.1");

        dial.Failure.ShouldBeNull();
        dial.Peer!.Address.ShouldBe(IPAddress.Loopback);
        dial.Socket!.Dispose();
    }

    [Fact]
    public async Task ConnectAsync_OneOfTwoAddressesForbidden_NeverTriesIt()
    {
        var dial = await DialAsync("shop.example", reach: "127.0.0.1/32", "127.0.0.9", "127.0.0.1");

        dial.Addresses.ShouldBe([IPAddress.Loopback]);
        dial.Socket!.Dispose();
    }

    [Theory]
    [InlineData("shop.example", "shop.example", null)]
    [InlineData("SHOP.example.", "shop.example", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", null)]
    [InlineData("*", "anything.example", null)]
    [InlineData("other.example", "shop.example", Reasons.NameResolutionError)]
    public async Task ConnectAsync_PlaceGivenForTheHost_IsConnectedToWithoutReach(string given, string asked, string? reason)
    {
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([]), new ConnectTo([KeyValuePair.Create((given, 443), new IPEndPoint(IPAddress.Loopback, Port))]));

        var dial = await dialer.ConnectAsync(SiteOf(null), asked, 443, TestContext.Current.CancellationToken);

        dial.Failure?.Reason.ShouldBe(reason);
        dial.Peer.ShouldBe(reason is null ? new IPEndPoint(IPAddress.Loopback, Port) : null);
        dial.Socket?.Dispose();
    }

    [Fact]
    public async Task ConnectAsync_PlaceIsMetadata_IsBlockedAllTheSame()
    {
        var dialer = new ProbeDialer(TimeProvider.System, connectTo: new ConnectTo([KeyValuePair.Create((ConnectTo.AnyHost, 80), IPEndPoint.Parse("169.254.169.254:80"))]));

        (await dialer.ConnectAsync(SiteOf(null), "shop.example", 80, TestContext.Current.CancellationToken)).Failure!.Reason.ShouldBe(Reasons.BlockedByPolicy);
    }

    [Fact]
    public async Task ConnectAsync_NameWithoutAddress_IsTheSitesFault() =>
        (await DialAsync("shop.example", reach: null)).Failure!.Reason.ShouldBe(Reasons.NameResolutionError);

    private async Task<Dial> DialAsync(string host, string? reach, params string[] addresses)
    {
        var dialer = host == "shop.example"
            ? new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()))
            : new ProbeDialer(TimeProvider.System);
        return await dialer.ConnectAsync(SiteOf(reach), host, Port, TestContext.Current.CancellationToken);
    }

    private Site SiteOf(string? reach) => new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = new Uri("https://shop.example"),
        Reach = reach is null ? [] : [new ReachRule(IPNetwork.Parse(reach), Port)],
    };
}
