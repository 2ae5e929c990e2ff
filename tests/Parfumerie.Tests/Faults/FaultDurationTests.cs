using Parfumerie.Faults;

namespace Parfumerie.Tests.Faults;

public sealed class FaultDurationTests
{
    [Theory]
    [InlineData(null, 600)]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("1h", 3600)]
    [InlineData("3600s", 3600)]
    public void Parse_Good_IsThatLong(string? text, int seconds) => FaultDuration.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("+1m")]
    [InlineData("1.5m")]
    [InlineData("61m")]
    [InlineData("2h")]
    [InlineData("10")]
    [InlineData("10d")]
    [InlineData("99999m")]
    [InlineData(" 1m")]
    public void Parse_Bad_NamesTheForm(string text) =>
        Should.Throw<FaultRefusedException>(() => FaultDuration.Parse(text)).Message.ShouldBe("for: expected a duration of at most 1h, such as 30s, 10m or 1h.");
}
