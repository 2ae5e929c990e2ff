using Spectre.Console;

namespace SyntheticOps.Cli.Gateways.Blocks;

/// <summary>Shows the entries of each gateway's lists.</summary>
internal static class BlockTable
{
    public static void Print(IAnsiConsole screen, IReadOnlyList<GatewayAnswer> answers)
    {
        var table = GatewayTable.Create("gateway", "list", "range", "until", "by", "reason");
        foreach (var (answer, entry) in answers.SelectMany(answer => (BlockEntries.Of(answer)?.Items ?? []).Select(entry => (answer, entry))))
        {
            table.AddRow(
                GatewayTable.Shown(answer.Gateway), entry.List == "block" ? "[red]block[/]" : "[green]allow[/]", GatewayTable.Shown(entry.Range),
                entry.Until is null ? "for good" : GatewayTable.Shown(entry.Until), GatewayTable.Shown(entry.Source == "own" ? entry.Actor : entry.Source), GatewayTable.Shown(entry.Reason));
        }

        if (table.Rows.Count > 0)
        {
            screen.Write(table);
        }

        foreach (var answer in answers)
        {
            if (BlockEntries.Of(answer) is { } lists)
            {
                screen.MarkupLine(FormattableString.Invariant(
                    $"{GatewayTable.Shown(answer.Gateway)}: {lists.Items.Count} shown; it holds {lists.Counts.Own} by persons, {lists.Counts.Automatic} automatic, {lists.Counts.File} of files."));
            }
        }

        GatewayTable.PrintProblems(screen, answers);
    }
}
