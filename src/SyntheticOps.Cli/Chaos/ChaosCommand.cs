using System.CommandLine;
using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Chaos;

/// <summary>`synops chaos list` and `synops chaos NAME...|all`: the tests of the reliability targets that are too long for a build.</summary>
internal static class ChaosCommand
{
    public const string Name = "chaos";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        Everything happens on loopback, in processes and folders of its own. Kills, storms and memory hogs are meant: not on a machine that serves customers.
        Exit code: 0 every figure met its target, 1 one did not, 2 usage, 4 a scenario could not be done, 5 time limit, 130 interrupted.

        Examples:
          synops chaos list
          synops chaos hostile-pages
          synops chaos all --seconds 3600 --json chaos.json
        """;

    private const string All = "all";
    private const string List = "list";

    public static Command Create()
    {
        var names = new Argument<string[]>("scenarios") { Description = "Which to do, one after the other; `all` does every one, `list` shows them.", Arity = ArgumentArity.OneOrMore };
        names.AcceptOnlyFromAmong([.. ChaosCatalogue.All.Select(scenario => scenario.Name), All, List]);
        var quick = new Option<bool>("--quick") { Description = "Small counts for a first look: no proof of the rows." };
        var seed = NumberOption.Create("--seed", "What the dice begin with; by default 1.", 1, 0, int.MaxValue, "a whole number");
        var seconds = NumberOption.Create("--seconds", "Most seconds for all scenarios together.", 3600, 10, 86_400);
        var json = PathOption.File("--json", "Write the results to this file as well (schema synops.chaos/1).");
        var command = new Command(Name, "Do the worst to parts of ours on this machine, and measure (the long tests of the reliability targets).") { names, quick, seed, seconds, json };
        command.SetAction((parsed, token) =>
        {
            var wanted = parsed.GetValue(names) ?? [];
            if (wanted.Contains(List))
            {
                Show(Screen.Out);
                return Task.FromResult(Names.ExitCodes.Success);
            }

            var chosen = ChaosCatalogue.All.Where(scenario => wanted.Contains(All) || wanted.Contains(scenario.Name));
            var request = new ChaosRequest([.. chosen], parsed.GetValue(quick), parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(json));
            return ChaosSeries.RunAsync(request, Screen.Out, TimeProvider.System, token);
        });
        return command;
    }

    private static void Show(IAnsiConsole screen)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("scenario", "rows", "longest", "what");
        foreach (var scenario in ChaosCatalogue.All)
        {
            table.AddRow(scenario.Name, string.Join(", ", scenario.Rows), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{scenario.Limit.TotalMinutes:0} min"), Markup.Escape(scenario.Description));
        }

        screen.Write(table);
    }
}
