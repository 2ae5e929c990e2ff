using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Output;
using SyntheticOps.Cli.Runs;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Tests.Runs;

public sealed class RunTableTests
{
    [Fact]
    public void RunFinished_MessageOfAHostilePage_IsOneHarmlessLine()
    {
        var text = Show(CheckResult.Down(
            "assertion_failed",
            Saying.Text("Title was '\e]0;owned\a\e[31mred\r\n::error::x ##vso[task.setvariable]\u202E'."),
            new Finding("text-missing", Severity.Error, FindingKind.State, "/", [], "[red]not markup[/]\n::set-output name=x::y")));

        text.ShouldNotContain('\e');
        text.ShouldNotContain('\a');
        text.ShouldNotContain('\u202E');
        text.ShouldNotContain("##vso[");
        text.ShouldContain("[red]not markup[/]");
        Lines(text).Length.ShouldBe(2);
        Lines(text).ShouldAllBe(line => !line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public void RunFinished_LongMessage_IsNotWrapped() =>
        Lines(Show(CheckResult.Down("assertion_failed", Saying.Text(string.Concat(Enumerable.Repeat("word ::error:: ", 60)))))).Length.ShouldBe(1);

    [Fact]
    public void RunFinished_Up_SaysOutcomeNameAndSeconds() =>
        Show(CheckResult.Up()).Trim().ShouldBe("up        home                   1.25 s");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Show(CheckResult result)
    {
        using var writer = new StringWriter();
        new RunTable(Screen.Create(writer, redirected: true, _ => null)).RunFinished(Reports.Of(result));
        return writer.ToString();
    }
}
