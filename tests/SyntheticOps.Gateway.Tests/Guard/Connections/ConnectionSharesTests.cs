using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Connections;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Tests.Guard.Connections;

/// <summary>GW-08: what one address may hold, and that many greedy ones leave room for a newcomer.</summary>
public sealed class ConnectionSharesTests : IDisposable
{
    private readonly LogSink _logs = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [InlineData(0, 256)]
    [InlineData(Limits.Connections / 2, 256)]
    [InlineData(1_500, 128)]
    [InlineData(1_900, 25)]
    [InlineData(1_990, 4)]
    [InlineData(Limits.Connections, 4)]
    [InlineData(Limits.Connections + 500, 4)]
    public void Share_TheFullerItIs_IsLess(int open, int expected) => ConnectionShares.Share(ConnectionShares.PerAddress, open).ShouldBe(expected);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(400)]
    public void Attackers_TakingAllTheyGet_LeaveRoomForANewcomer(int attackers)
    {
        var shares = Shares();
        var taken = 0;
        for (var round = 0; round < ConnectionShares.PerAddress; round++)
        {
            for (var number = 0; number < attackers; number++)
            {
                taken += shares.TryEnter(new IPAddress([10, 0, (byte)(number >> 8), (byte)number])) ? 1 : 0;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"attackers={attackers} taken={taken} of {Limits.Connections}");
        taken.ShouldBeLessThan(Limits.Connections - ConnectionShares.Least);
        Enumerable.Range(0, ConnectionShares.Least).ShouldAllBe(_ => shares.TryEnter(IPAddress.Parse("203.0.113.7")));
    }

    [Fact]
    public void Leave_GivesThePlaceBack_AndForgetsTheAddress()
    {
        var shares = Shares(most: 4);
        var address = IPAddress.Parse("203.0.113.7");
        Enumerable.Range(0, 4).ShouldAllBe(_ => shares.TryEnter(address));
        shares.TryEnter(address).ShouldBeFalse();

        shares.Leave(address);
        shares.TryEnter(address).ShouldBeTrue();
        for (var i = 0; i < 4; i++)
        {
            shares.Leave(address);
        }

        shares.Addresses.ShouldBe(0);
    }

    [Fact]
    public void OneNetworkOfIPv6_IsOneAddress()
    {
        var shares = Shares(most: 4);

        Enumerable.Range(1, 6).Count(i => shares.TryEnter(IPAddress.Parse($"2001:db8::{i}"))).ShouldBe(4);
        shares.TryEnter(IPAddress.Parse("2001:db8:0:1::1")).ShouldBeTrue();
    }

    [Fact]
    public void KnownProxy_MayHoldAny()
    {
        var shares = Shares(most: 4, proxy: "192.0.2.0/24");

        Enumerable.Range(0, 1_000).ShouldAllBe(_ => shares.TryEnter(IPAddress.Parse("192.0.2.9")));
    }

    [Fact]
    public void Refusals_AreToldOnceAMinute()
    {
        var shares = Shares(most: 4);
        var address = IPAddress.Parse("203.0.113.7");
        for (var i = 0; i < 100; i++)
        {
            shares.TryEnter(address);
        }

        _logs.Lines.Single().Text.ShouldStartWith("203.0.113.7 holds 4 connections");
        _clock.Advance(TimeSpan.FromMinutes(1));
        shares.TryEnter(address);

        _logs.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public void AfterFlood_GivesMemoryBackOnce_AndRests()
    {
        var shares = Shares();
        var after = new AfterFlood(shares, _clock, NullLogger<AfterFlood>.Instance);
        var address = IPAddress.Parse("203.0.113.7");
        Come(AfterFlood.Fewer);
        after.Look().ShouldBeFalse(); // they are still here
        Go(AfterFlood.Fewer - 1);
        after.Look().ShouldBeFalse();
        Go(1);
        after.Look().ShouldBeTrue();
        after.Look().ShouldBeFalse();

        Come(AfterFlood.Fewer);
        Go(AfterFlood.Fewer);
        after.Look().ShouldBeFalse();
        _clock.Advance(AfterFlood.Rest);
        after.Look().ShouldBeTrue();
        after.Dispose();

        void Come(int count) => Enumerable.Range(0, count).ShouldAllBe(_ => shares.TryEnter(address));

        void Go(int count)
        {
            for (var i = 0; i < count; i++)
            {
                shares.Leave(address);
            }
        }
    }

    private ConnectionShares Shares(int most = ConnectionShares.PerAddress, params string[] proxy)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        return new ConnectionShares(Options.Create(new CustomerOptions { ConnectionsPerAddress = most, KnownProxies = proxy }), _clock, loggers.CreateLogger<ConnectionShares>());
    }
}
