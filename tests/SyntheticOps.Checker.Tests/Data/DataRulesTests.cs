using System.Globalization;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checker.Data.Sources;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class DataRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-06-10T06:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(100, 100, 5, false)]
    [InlineData(101, 100, 5, false)]
    [InlineData(95, 100, 5, false)]
    [InlineData(94, 100, 5, true)]
    [InlineData(11, 12, 5, true)]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 99, true)]
    public void Count_Fall_IsJudgedByTheShare(long count, long most, double percent, bool found) =>
        (CountRule.Judge("products", count, most, percent) is not null).ShouldBe(found);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(3, 3, false)]
    public void Orphans_Count_IsAtMost(long count, long most, bool found) => (OrphansRule.Judge("payments", count, most) is not null).ShouldBe(found);

    [Theory]
    [InlineData("2026-06-10T01:00:00Z", null, null)]
    [InlineData("2026-06-09T23:59:00Z", null, "data-stale")]
    [InlineData("2026-06-09T23:00:00Z", "01:00-07:00 Europe/Paris", null)]
    [InlineData("2026-06-09T17:00:00Z", "01:00-07:00 Europe/Paris", "data-stale")]
    [InlineData(null, null, "data-missing")]
    public void Newest_Age_IsJudgedWithoutQuietHours(string? newest, string? quiet, string? code) => NewestRule.Judge(
        "orders",
        newest is null ? null : DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture),
        Now,
        TimeSpan.FromHours(6),
        quiet is null ? null : QuietHours.Parse(quiet))?.Code.ShouldBe(code);

    [Fact]
    public void Newest_EveryFormOfTime_IsRead()
    {
        NewestRule.Time(1_781_071_200L).ShouldBe(Now);
        NewestRule.Time(1_781_071_200_000L).ShouldBe(Now);
        NewestRule.Time("2026-06-10T08:00:00+02:00").ShouldBe(Now);
        NewestRule.Time("2026-06-10 06:00:00").ShouldBe(Now);
        NewestRule.Time(Now.UtcDateTime).ShouldBe(Now);
        NewestRule.Time(DBNull.Value).ShouldBeNull();
        Should.Throw<InvalidDataException>(() => NewestRule.Time("soon"));
        Should.Throw<InvalidDataException>(() => NewestRule.Time(-1L));
    }

    [Fact]
    public void Images_Sample_IsSpreadAndMoves()
    {
        string[] all = [.. Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture))];

        ImagesRule.Sample(all, 100, "00000000").ShouldBe(all);
        ImagesRule.Sample(all, 4, "00000001aa").ShouldBe(["1", "26", "51", "76"]);
        ImagesRule.Sample(all, 4, "ffffffffaa").Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("Present Present", null)]
    [InlineData("Present Missing", "images-missing")]
    [InlineData("Unseen Missing", "images-missing")]
    [InlineData("Present Unseen", "images-unreachable")]
    [InlineData("", null)]
    public void Images_Answers_MissingCountsMost(string states, string? code) => ImagesRule.Judge(
        [.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(state => new ImageAnswer("/a.svg", Enum.Parse<ImageState>(state), "404"))])?.Code.ShouldBe(code);

    [Theory]
    [InlineData("Host=db;Username=a;Password=b;Database=c", "db")]
    [InlineData("postgresql://a:b%40c@db.example:6543/shop?sslmode=verify-full", "db.example")]
    [InlineData("postgres://a@db/shop", "db")]
    [InlineData("postgres://db/shop", null)]
    [InlineData("Hoost=db", null)]
    [InlineData("", null)]
    public void PostgresAddress_Text_IsRead(string text, string? host)
    {
        var parsed = PostgresAddress.Parse(text);

        (parsed is null ? null : new Npgsql.NpgsqlConnectionStringBuilder(parsed).Host).ShouldBe(host);
    }
}
