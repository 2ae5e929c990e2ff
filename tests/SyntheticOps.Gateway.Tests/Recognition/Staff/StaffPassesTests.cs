using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.Gateway.Recognition.Staff;

namespace SyntheticOps.Gateway.Tests.Recognition.Staff;

public sealed class StaffPassesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();
    private readonly AuditTrail _audit;
    private readonly StaffPasses _passes;

    public StaffPassesTests()
    {
        _audit = new AuditTrail(_folder.File("audit.jsonl"), _clock, NullLogger<AuditTrail>.Instance);
        _passes = Open();
    }

    public void Dispose()
    {
        _audit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Redeem_OpenLink_WorksOnce()
    {
        var (pass, key) = Issue();
        _passes.IsGood(pass.Id).ShouldBeFalse(); // nobody opened it yet

        _passes.Redeem(key, "198.51.100.7")!.Id.ShouldBe(pass.Id);
        _passes.Redeem(key, "198.51.100.8").ShouldBeNull();

        _passes.IsGood(pass.Id).ShouldBeTrue();
        _passes.List().Single().Used!.By.ShouldBe("198.51.100.7");
    }

    [Fact]
    public void Redeem_ByTwoGatewaysOnOneFolder_WorksOnce()
    {
        var (pass, key) = Issue();
        var others = Enumerable.Range(0, 4).Select(_ => Open()).ToArray();

        others.AsParallel().WithDegreeOfParallelism(4).Count(gateway => gateway.Redeem(key, "") is not null).ShouldBe(1);

        others.ShouldAllBe(gateway => gateway.IsGood(pass.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0193")]
    [InlineData("../../../../../../etc/passwd")]
    public void Redeem_NotAKey_IsRefused(string key) => _passes.Redeem(key, "").ShouldBeNull();

    [Fact]
    public void Redeem_OtherSecretOrTooLateOrRevoked_IsRefused()
    {
        var (first, key) = Issue();
        var (second, other) = Issue();
        _passes.Redeem(first.Id + other[32..], "").ShouldBeNull();
        _passes.Redeem(key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), "").ShouldBeNull();
        _passes.Revoke(second.Id, "user:anna").ShouldBeTrue();
        _passes.Redeem(other, "").ShouldBeNull();

        _clock.Advance(TimeSpan.FromMinutes(30));

        _passes.Redeem(key, "").ShouldBeNull();
        _passes.List().Select(state => state.Word(_clock.GetUtcNow())).ShouldBe(["revoked", "expired"], ignoreOrder: true);
    }

    [Fact]
    public void IsGood_RevokedOrOver_IsFalse()
    {
        var (pass, key) = Issue();
        var (short1, key1) = Issue(TimeSpan.FromHours(1));
        _passes.Redeem(key, "");
        _passes.Redeem(key1, "");

        _passes.Revoke(pass.Id, "user:anna").ShouldBeTrue();
        _passes.Revoke(pass.Id, "user:anna").ShouldBeFalse();
        _passes.IsGood(pass.Id).ShouldBeFalse();
        _passes.IsGood(short1.Id).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromHours(1));

        _passes.IsGood(short1.Id).ShouldBeFalse();
    }

    [Fact]
    public void List_LongOver_IsDropped()
    {
        var (pass, key) = Issue();
        _passes.Redeem(key, "");
        Issue();

        _clock.Advance(TimeSpan.FromHours(25));
        _passes.List().Select(state => state.Pass.Id).ShouldBe([pass.Id]); // its end was 17 hours ago
        _clock.Advance(TimeSpan.FromHours(8));

        _passes.List().ShouldBeEmpty();
        Directory.EnumerateFiles(_folder.File("staff")).ShouldBeEmpty();
    }

    [Fact]
    public void Issue_TooMany_IsRefused_AndEachIsAudited()
    {
        for (var i = 0; i < StaffPasses.Maximum; i++)
        {
            Issue();
        }

        _passes.Issue("one more", TimeSpan.FromHours(1), "user:anna").ShouldBeNull();
        _audit.Newest(1000).Count(entry => entry is { Action: "staff.issued", Actor: "user:anna" }).ShouldBe(StaffPasses.Maximum);
    }

    [Fact]
    public void Files_AreTheOwnersAlone_AndHoldNoSecret()
    {
        var (_, key) = Issue();

        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.ReadAllText(file).ShouldNotContain(key[33..]);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    private StaffPasses Open() => new(new StaffFolder(_folder.File("staff")), _audit, Options.Create(new StaffOptions()), _clock);

    private (StaffPass Pass, string Key) Issue(TimeSpan? length = null) => _passes.Issue("Cléa", length ?? TimeSpan.FromHours(8), "user:anna")!.Value;
}
