using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.ServiceDefaults.Tests.Keys;

public sealed class AccessKeysTests
{
    private const string Old = "oldoldoldoldoldoldoldold1";
    private const string New = "newnewnewnewnewnewnewnew2";

    [Theory]
    [InlineData("Bearer " + Old, true)]
    [InlineData("bearer " + New, true)]
    [InlineData("Bearer  " + New + " ", true)]
    [InlineData("Basic " + New, false)]
    [InlineData("Bearer " + New + "x", false)]
    [InlineData("Bearer ", false)]
    [InlineData(New, false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void AcceptsBearer_WhileRotating_TakesEitherKey(string? header, bool expected) =>
        new AccessKeys($"{Old}, {New}").AcceptsBearer(header).ShouldBe(expected);

    [Fact]
    public void Accepts_NoKeyAtAll_RefusesEverything()
    {
        var none = new AccessKeys("");

        none.Accepts("").ShouldBeFalse();
        none.Accepts("x").ShouldBeFalse();
    }

    [Fact]
    public void Accepts_HugeKey_IsRefusedUnread() => new AccessKeys(new string('a', 2000)).Accepts(new string('a', 2000)).ShouldBeFalse();
}
