using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 0.5, "500ms")]
    [InlineData("2.5s", 2.5, "2500ms")]
    [InlineData("15s", 15, "15s")]
    [InlineData("90m", 5400, "90m")]
    [InlineData("24h", 86400, "1d")]
    [InlineData("30d", 2592000, "30d")]
    public void Parse_Duration_IsReadAndWritten(string text, double seconds, string formatted)
    {
        Durations.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));
        Durations.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(formatted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("15")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1w")]
    [InlineData("1e3s")]
    [InlineData("NaNs")]
    [InlineData("99999999999999999999d")]
    public void Parse_AnythingElse_IsNull(string text) => Durations.Parse(text).ShouldBeNull();
}
