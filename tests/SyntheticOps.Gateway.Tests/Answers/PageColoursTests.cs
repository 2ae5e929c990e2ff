using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed class PageColoursTests
{
    [Fact]
    public void Check_AsShipped_IsFine() => new PageColours().Check().ShouldBeEmpty();

    [Theory]
    [InlineData("#fff", "Page:Colours:Paper: '#fff' is not a colour")]
    [InlineData("red", "is not a colour")]
    [InlineData("#123456;}body{x:y", "is not a colour")]
    [InlineData("#2a221d", "Page:Colours:Ink: #2a221d on #2a221d gives a contrast of 1.0")]
    public void Check_BadPaper_IsNamed(string paper, string expected) =>
        string.Join(' ', new PageColours { Paper = paper }.Check()).ShouldContain(expected);

    [Fact]
    public void Check_PaleAccentInTheDark_IsNamed() =>
        new PageColours { AccentDark = "#222222" }.Check().Single().ShouldStartWith("Page:Colours:AccentDark: #222222 on #141210");
}
