using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class TimetableTests
{
    private static readonly MaintenanceWindow Nightly = MaintenanceWindowTests.Window("0 3 * * *", "UTC", hours: 1);
    private static readonly DateTimeOffset Day = MaintenanceWindowTests.At("2026-11-25T00:00:00Z");

    [Fact]
    public void At_ThroughADayAndBack_FollowsTheClock()
    {
        var table = new Timetable([Nightly], null);

        IsOn(table, 2.99).ShouldBeFalse();
        IsOn(table, 3).ShouldBeTrue();
        IsOn(table, 3.99).ShouldBeTrue();
        IsOn(table, 4).ShouldBeFalse();
        IsOn(table, 27).ShouldBeTrue();
        IsOn(table, 3.5).ShouldBeTrue(); // the clock was set back by a day
        IsOn(table, 1).ShouldBeFalse();
    }

    [Fact]
    public void At_EndedByAPerson_ThatTimeOnly()
    {
        var table = new Timetable([Nightly], Day.AddHours(3.2));

        IsOn(table, 3.5).ShouldBeFalse();
        IsOn(table, 27.5).ShouldBeTrue();
    }

    [Fact]
    public void At_Several_TheOneThatLastsLongestFirst()
    {
        var longer = Nightly with { Name = "long", ForS = 7200 };

        new Timetable([Nightly, longer], null).At(Day.AddHours(3.5)).Select(cause => cause.Window).ShouldBe(["long", "nightly"]);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(3.5, 4)]
    [InlineData(4, 27)]
    public void NextEdge_Always_IsTheNextBeginningOrEnd(double hour, double edge) =>
        new Timetable([Nightly], null).NextEdge(Day.AddHours(hour)).ShouldBe(Day.AddHours(edge));

    [Fact]
    public void NextEdge_NothingPlanned_IsNull() => new Timetable([], null).NextEdge(Day).ShouldBeNull();

    private static bool IsOn(Timetable table, double hour) => table.At(Day.AddHours(hour)).Count > 0;
}
