using Microsoft.Extensions.Options;
using SyntheticOps.Collector.Access;

namespace SyntheticOps.Collector.Tests.Access;

public sealed class LoginLinksTests
{
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private LoginLinks Links => field ??= new LoginLinks(_clock, Options.Create(new AccessOptions()));

    [Fact]
    public void Redeem_ATokenTwice_WorksOnce()
    {
        var token = Links.Issue().Value;

        token.Length.ShouldBe(43); // 256 bit in base64url
        Links.Redeem(token).ShouldBeTrue();
        Links.Redeem(token).ShouldBeFalse();
    }

    [Fact]
    public void Redeem_By50AtOnce_OneSucceeds()
    {
        var token = Links.Issue().Value;

        Enumerable.Range(0, 50).AsParallel().WithDegreeOfParallelism(8).Count(_ => Links.Redeem(token)).ShouldBe(1);
    }

    [Fact]
    public void Redeem_AtTheEndOfItsLife_IsRefused()
    {
        var early = Links.Issue().Value;
        var late = Links.Issue().Value;

        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Links.Redeem(early).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Links.Redeem(late).ShouldBeFalse();
    }

    [Fact]
    public void Issue_ManyLinks_KeepsTheNewest20()
    {
        var tokens = Enumerable.Range(0, 21).Select(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Links.Issue().Value;
        }).ToList();

        Links.Redeem(tokens[0]).ShouldBeFalse();
        tokens.Skip(1).ShouldAllBe(token => Links.Redeem(token));
    }

    [Theory]
    [InlineData("/checks?x=1", "/checks?x=1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\r\nx", "/")]
    public void LocalPath_StaysHere(string? given, string expected) => LocalPath.Of(given).ShouldBe(expected);
}
