using Aspire.Hosting.Running;

namespace Compat.Tests.Running;

public sealed class LogWriterTests
{
    private static string Write(string line, bool colour = false, string name = "shop")
    {
        using var output = new RecordedOutput();
        new LogWriter(output, colour, ["shop", "collector"]).Write(name, line);
        return output.Lines.Single();
    }

    [Fact]
    public void Write_EachResource_IsPrefixedInOneWidth()
    {
        Write("hello").ShouldBe("shop      | hello");
        Write("hello", name: LogWriter.Own).ShouldBe("apphost   | hello");
    }

    [Theory]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("title \e]0;owned\a end", "title ]0;owned end")]
    [InlineData("clear \e[2J\r\b", "clear [2J")]
    [InlineData("c1 \u009b31m", "c1 31m")]
    public void Write_ToAFile_StripsEveryEscape(string line, string expected) => Write(line).ShouldBe($"shop      | {expected}");

    [Fact]
    public void Write_ToATerminal_LetsColourThroughAndNothingElse()
    {
        var line = Write("\e[31mred\e[0m \e[2J\e]0;owned\a", colour: true);

        line.ShouldContain("\e[31mred\e[0m [2J]0;owned");
        line.ShouldNotContain("\e[2J");
        line.ShouldEndWith("\e[0m");
    }

    [Fact]
    public void Write_EndlessLine_IsCut() => Write(new string('x', 100_000)).Length.ShouldBeLessThan(4100);
}
