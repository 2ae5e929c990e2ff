using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Tests.Output;

public sealed class PlainTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Crème 12 €", "Crème 12 €")]
    [InlineData("a\e[2Jb", "a [2Jb")]
    [InlineData("a\u009B2Jb", "a 2Jb")]
    [InlineData("a\r\nb\tc\0d", "a  b c d")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("a\u202Eb\u2066c\u200Bd", "abcd")]
    [InlineData("##[error]x", "# #[error]x")]
    [InlineData("###", "# # #")]
    public void Text_AnyInput_IsSafeForATerminal(string? text, string expected) => Plain.Text(text).ShouldBe(expected);

    [Fact]
    public void Text_HalfACharacter_IsReplaced() => Plain.Text("\uD800x").ShouldBe("\uFFFDx");

    [Fact]
    public void Text_VeryLong_IsCut() => Plain.Text(new string('x', 5000)).Length.ShouldBe(1001);

    [Fact]
    public void Lines_SeveralThings_KeepsBreaksAndDefusesCommands() =>
        Plain.Lines("first\r\n::error::second").ShouldBe($"first{Environment.NewLine}> ::error::second");
}
