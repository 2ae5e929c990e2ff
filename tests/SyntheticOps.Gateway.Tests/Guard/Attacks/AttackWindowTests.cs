using System.Net;
using SyntheticOps.Gateway.Guard.Attacks;

namespace SyntheticOps.Gateway.Tests.Guard.Attacks;

public sealed class AttackWindowTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Two = IPAddress.Parse("203.0.113.2");

    private readonly FakeClock _clock = FakeClock.AtNoon();

    [Fact]
    public void Counts_FollowTheWindow()
    {
        var window = new AttackWindow(TimeSpan.FromSeconds(60), _clock);
        window.Add(One, 7);
        window.Add(One, 8);
        _clock.Advance(TimeSpan.FromSeconds(40));
        window.Add(Two, 7);

        (window.Count, window.CountOf(One), window.CountOf(7UL)).ShouldBe((3, 2, 2));
        window.AddressesOf(window.Accounts(2)).ShouldBe([One, Two], ignoreOrder: true);

        _clock.Advance(TimeSpan.FromSeconds(21));
        window.Trim();

        (window.Count, window.CountOf(One), window.CountOf(7UL), window.Total).ShouldBe((1, 0, 1, 3));
        window.Addresses.Keys.ShouldBe([Two]);
    }

    [Fact]
    public void Size_IsBounded()
    {
        var window = new AttackWindow(TimeSpan.FromHours(1), _clock);
        for (var i = 0; i < 25_000; i++)
        {
            window.Add(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        }

        window.Count.ShouldBe(20_000);
        window.Addresses.Count.ShouldBe(20_000);
    }
}
