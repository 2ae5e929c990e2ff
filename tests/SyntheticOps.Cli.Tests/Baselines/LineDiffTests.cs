using SyntheticOps.Cli.Baselines;

namespace SyntheticOps.Cli.Tests.Baselines;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a c", "-b")]
    [InlineData("a c", "a b c", "+b")]
    [InlineData("a b c", "a x c", "-b +x")]
    [InlineData("", "a", "+a")]
    [InlineData("a b", "b a", "-a +a")]
    public void Of_TwoTexts_IsTheShortestChange(string before, string after, string expected) =>
        string.Join(' ', LineDiff.Of(Lines(before), Lines(after)).Select(line => $"{line.Sign}{line.Line}")).ShouldBe(expected);

    private static string[] Lines(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
