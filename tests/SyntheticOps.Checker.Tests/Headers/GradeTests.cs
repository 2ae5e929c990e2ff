using SyntheticOps.Checker.Headers;

namespace SyntheticOps.Checker.Tests.Headers;

public sealed class GradeTests
{
    [Theory]
    [InlineData(145, "A+")]
    [InlineData(100, "A+")]
    [InlineData(99, "A")]
    [InlineData(90, "A")]
    [InlineData(89, "A-")]
    [InlineData(80, "B+")]
    [InlineData(75, "B")]
    [InlineData(70, "B")]
    [InlineData(65, "B-")]
    [InlineData(60, "C+")]
    [InlineData(50, "C")]
    [InlineData(45, "C-")]
    [InlineData(40, "D+")]
    [InlineData(30, "D")]
    [InlineData(25, "D-")]
    [InlineData(24, "F")]
    [InlineData(0, "F")]
    public void Of_Score_IsMdnsGrade(int score, string grade) => Grade.Of(score).ShouldBe(grade);

    [Theory]
    [InlineData(new[] { 5, 5, 10 }, 120)]
    [InlineData(new[] { -10, 5, 10 }, 105)]
    [InlineData(new[] { -15, 5, 10 }, 85)] // below 90, bonuses do not count
    [InlineData(new[] { -25, -20, -5, -20 }, 30)]
    [InlineData(new[] { -60, -60 }, 0)]
    public void Score_Modifiers_FollowsTheThreshold(int[] modifiers, int score) => Grade.Score(modifiers).ShouldBe(score);

    [Fact]
    public void IsWorse_ComparesByRank()
    {
        Grade.IsWorse("B", "A-").ShouldBeTrue();
        Grade.IsWorse("A", "A").ShouldBeFalse();
        Grade.IsWorse("A+", "A").ShouldBeFalse();
    }
}
