using System.Globalization;
using Spectre.Console;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Gateways;

/// <summary>What the tables of gateways have in common.</summary>
internal static class GatewayTable
{
    public static Table Create(params string[] columns) => new Table { Border = TableBorder.Simple }.AddColumns(columns);

    public static string Shown(string? text) => Markup.Escape(Plain.Text(text));

    public static string Shown(Uri gateway) => Shown(gateway.Authority);

    /// <summary>The clock of this machine and its offset: 2026-12-01 15:10 +01:00.</summary>
    public static string Shown(DateTimeOffset? time) => time is { } at ? at.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) : "";

    /// <summary>A line each for those that did not do as asked.</summary>
    public static void PrintProblems(IAnsiConsole screen, IEnumerable<GatewayAnswer> answers)
    {
        foreach (var answer in answers.Where(answer => answer.Problem is not null))
        {
            screen.MarkupLine($"[red]{Shown(answer.Gateway)}[/]: {Shown(answer.Problem)}");
        }
    }
}
