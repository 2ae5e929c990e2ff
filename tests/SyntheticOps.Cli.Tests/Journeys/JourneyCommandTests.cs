using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Journeys;

public sealed class JourneyCommandTests
{
    [Fact]
    public async Task Run_StepFails_ShowsTheListWordsAndPlace()
    {
        WithBrowser.Require();
        await using var site = await TestSite.StartAsync(200, "<!doctype html><title>t</title><button>Payer</button>");
        using var folder = Workspace.Watching(site.Url, "  a: {http: {path: /}}");
        folder.Write("j.yaml", "name: N\nsteps:\n  - open: /\n  - {name: pay, timeout: 1s, click: {role: button, name: Pay now}}\n  - open: /never\nfinally:\n  - {name: clean, open: /}");

        var (exit, output, errors) = await Synops.RunAsync(folder, ["journey", "run", "j.yaml"]);

        exit.ShouldBe(1, output + errors);
        output.ShouldMatch(@"  1 ok +[0-9.]+ s  open /");
        output.ShouldMatch(@"  2 failed +[0-9.]+ s  pay\r?\n +button 'Pay now' was not found within 1 s.* j\.yaml\(4,37\)");
        output.ShouldMatch(@"  4 ok +[0-9.]+ s  clean");
        output.ShouldNotContain("never");
        output.ShouldContain("down: Step 2 'pay'");
    }

    [Fact]
    public async Task Lint_GoodDoubtfulAndWrong_SaysEachInOneLine()
    {
        using var folder = new Workspace();
        folder.Write("good.yaml", "name: N\nsteps: [{open: /, expect: {css: h1}, budget: 1s}]");
        folder.Write("doubtful.yaml", "name: N\nsteps: [{open: /, budget: 1s}]");
        folder.Write("wrong.yaml", "name: N\nsteps: [{opn: /}]");

        var good = await Synops.RunAsync(folder, ["journey", "lint", "good.yaml", "--strict"]);
        var doubtful = await Synops.RunAsync(folder, ["journey", "lint", "doubtful.yaml"]);
        var strict = await Synops.RunAsync(folder, ["journey", "lint", "doubtful.yaml", "--strict"]);
        var wrong = await Synops.RunAsync(folder, ["journey", "lint", "good.yaml", "wrong.yaml"]);

        (good.Exit, doubtful.Exit, strict.Exit, wrong.Exit).ShouldBe((0, 0, 1, 2), wrong.Output + wrong.Errors);
        doubtful.Output.ShouldContain("doubtful.yaml: warning: no step expects anything");
        wrong.Output.ShouldContain("wrong.yaml(2,10): the key 'opn' is not known, did you mean 'open'");
        wrong.Output.ShouldContain("2 journeys, 1 with mistakes, 0 warnings");
    }

    [Theory]
    [InlineData("journey", "Required command")]
    [InlineData("journey run", "Required argument missing")]
    [InlineData("journey run none.yaml", "the file cannot be read")]
    [InlineData("journey run j.yaml", "No synthetics.yaml was found")]
    [InlineData("journey run j.yaml --url ftp://x", "An http or https address")]
    [InlineData("journey run j.yaml --url http://127.0.0.1:1 --slow-mo x", "--slow-mo takes milliseconds")]
    [InlineData("journey run j.yaml --url http://127.0.0.1:1 --set card", "--set takes NAME=VALUE")]
    [InlineData("journey import j.yaml", "this is not a recording of Chrome's Recorder")]
    [InlineData("journey new", "Required argument missing")]
    public async Task RunAsync_ImpossibleArguments_Exit2AndSayWhich(string arguments, string says)
    {
        using var folder = new Workspace();
        folder.Write("j.yaml", "name: N\nsteps: [{open: /}]");

        var (exit, output, errors) = await Synops.RunAsync(folder, arguments.Split(' '));

        exit.ShouldBe(2, output + errors);
        errors.ShouldContain(says);
        errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("run", "--slow-mo")]
    [InlineData("new", "a first journey")]
    [InlineData("lint", "--strict")]
    [InlineData("import", "journeys/checkout.yaml")]
    public async Task Help_OfEachCommand_HasItsExamples(string command, string says)
    {
        using var folder = new Workspace();

        var (exit, output, _) = await Synops.RunAsync(folder, ["journey", command, "--help"]);

        exit.ShouldBe(0);
        output.ShouldContain(says);
        output.ShouldContain($"synops journey {command} ");
        output.ShouldContain("Exit code:");
    }
}
