using Spectre.Console;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Tests.Output;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(true, "GITHUB_ACTIONS", "true")]
    [InlineData(true, "TERM", "xterm-256color")]
    [InlineData(false, "NO_COLOR", "1")]
    [InlineData(false, "TERM", "dumb")]
    public void Create_NobodyLooksOrNobodyWantsColour_WritesNoEscapes(bool redirected, string variable, string value)
    {
        using var writer = new StringWriter();

        Screen.Create(writer, redirected, name => name == variable ? value : null).MarkupLine("[red]down[/] x");

        writer.ToString().ShouldBe($"down x{Environment.NewLine}");
    }
}
