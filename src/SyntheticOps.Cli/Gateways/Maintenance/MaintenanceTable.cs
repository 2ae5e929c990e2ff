using System.Globalization;
using Spectre.Console;

namespace SyntheticOps.Cli.Gateways.Maintenance;

/// <summary>Shows each gateway's version and state, and below what they have in common only once.</summary>
internal static class MaintenanceTable
{
    public static void Print(IAnsiConsole screen, IReadOnlyList<GatewayAnswer> answers)
    {
        var table = GatewayTable.Create("gateway", "customers see", "switch", "version", "until", "by", "reason");
        foreach (var answer in answers)
        {
            var state = GatewayState.Of(answer);
            var cells = state is null ? ["[grey]no answer[/]", "", "", "", "", ""] : Cells(state);
            table.AddRow([GatewayTable.Shown(answer.Gateway), .. cells]);
        }

        screen.Write(table);
        var states = answers.Select(GatewayState.Of).OfType<GatewayState>().ToList();
        foreach (var line in states.SelectMany(Notes).Distinct())
        {
            screen.MarkupLine(line);
        }

        if (states.Select(state => state.Active).Distinct().Count() > 1)
        {
            screen.MarkupLine("[yellow]The gateways differ: some customers see the page, others the shop.[/]");
        }

        GatewayTable.PrintProblems(screen, answers);
    }

    private static string[] Cells(GatewayState state) =>
    [
        state.Active ? "[blue]maintenance[/]" : "[green]the shop[/]",
        GatewayTable.Shown(state.Window is { } window ? $"{state.Mode} (window {window})" : state.Mode),
        state.Version.ToString(CultureInfo.InvariantCulture),
        state.Active ? GatewayTable.Shown(state.Until) : "",
        state.Version > 0 || state.Active ? GatewayTable.Shown(state.Actor) : "",
        GatewayTable.Shown(state.Reason),
    ];

    private static IEnumerable<string> Notes(GatewayState state)
    {
        if (state is { Active: true, Scope: { } scope } && !scope.IsEverything())
        {
            yield return $"Only for: {GatewayTable.Shown(string.Join(' ', [.. scope.Methods, .. scope.Hosts, .. scope.Paths]))}";
        }

        if (state is { Active: true, Allow.Count: > 0 })
        {
            yield return $"Let through: {GatewayTable.Shown(string.Join(' ', state.Allow))}";
        }

        if (state.Next is { } next)
        {
            yield return $"Next window: {GatewayTable.Shown(next.Name)}, {GatewayTable.Shown(next.From)} to {GatewayTable.Shown(next.Until)}";
        }

        if (state.Undo is { } undo)
        {
            yield return $"Undo would return to: {GatewayTable.Shown(undo.Mode)}{(undo.Reason is { Length: > 0 } reason ? $" ({GatewayTable.Shown(reason)})" : "")}";
        }
    }
}
