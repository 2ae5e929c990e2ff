using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SyntheticOps.Cli.Connection;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Drills;

/// <summary>`synops drill downtime|performance|security|all`.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var scenario = new Argument<string>("scenario") { Description = "What to break; `all` runs every drill, one after the other." };
        scenario.AcceptOnlyFromAmong([.. DrillCatalogue.All.Select(drill => drill.Scenario), "all"]);
        var site = new Option<string>("--site") { Description = "The site of synthetics.yaml to drill; it must say `drill: true`.", DefaultValueFactory = _ => "parfumerie" };
        var without = new Option<string[]>("--without") { Description = "A detection rule to leave out for this drill; the drill must then fail.", AllowMultipleArgumentsPerToken = true };
        var detect = new Option<int>("--detect-within") { Description = "Seconds until the incident must be open.", DefaultValueFactory = _ => (int)DrillLimits.Default.Detect.TotalSeconds };
        var recover = new Option<int>("--recover-within") { Description = "Seconds until it must be resolved after the repair.", DefaultValueFactory = _ => (int)DrillLimits.Default.Recover.TotalSeconds };
        var json = new Option<FileInfo?>("--json") { Description = "Write the results to this file as well." };
        var collector = AddressOption.Create("--collector", "Address of the collector; by default its connection.json is read.");
        var shop = AddressOption.Create("--shop", "Address of the shop's fault API.");
        var command = new Command("drill", "Break the demo shop on purpose and prove that it is noticed, reported and over after the repair.")
        {
            scenario, site, without, detect, recover, json, collector, shop,
        };
        command.SetAction(async (parsed, token) =>
        {
            var connection = ConnectionFile.Find(null, parsed.GetValue(collector), parsed.GetValue(shop));
            var limits = DrillLimits.Default with
            {
                Detect = TimeSpan.FromSeconds(parsed.GetValue(detect)),
                Recover = TimeSpan.FromSeconds(parsed.GetValue(recover)),
            };
            var chosen = DrillCatalogue.All.Where(drill => parsed.GetValue(scenario) is "all" || drill.Scenario == parsed.GetValue(scenario));
            return await RunAsync(connection, [.. chosen], parsed.GetValue(site)!, parsed.GetValue(without) ?? [], limits, parsed.GetValue(json), token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        SystemConnection connection, IReadOnlyList<Drill> drills, string site, IReadOnlyList<string> without, DrillLimits limits, FileInfo? json, CancellationToken token)
    {
        var shopAddress = connection.Shop
            ?? throw new CliException(Names.ExitCodes.Configuration, "The address of the shop's fault API is not known: give --shop http://127.0.0.1:5090.");
        using var collector = new ApiClient("collector", connection.Collector, connection.OperatorKey, "user:synops");
        using var shop = new ApiClient("shop", shopAddress, connection.OperatorKey, "user:synops");
        var runner = new DrillRunner(collector, shop, TimeProvider.System, text => AnsiConsole.MarkupLine($"[grey]{Markup.Escape(text)}[/]"));
        var results = new List<DrillResult>();
        foreach (var drill in drills)
        {
            results.Add(await runner.RunAsync(drill, site, without, limits, token));
        }

        Print(results);
        var exit = results.All(result => result.Passed) ? Names.ExitCodes.Success : Names.ExitCodes.Failed;
        if (json is not null)
        {
            await File.WriteAllTextAsync(
                json.FullName, JsonSerializer.Serialize(new { schema = "synops.drill/1", exit, drills = results }, JsonSerializerOptions.Web), token);
        }

        return exit;
    }

    private static void Print(List<DrillResult> results)
    {
        var table = new Table().AddColumns("drill", "result", "incident", "detected", "notified", "recovered");
        foreach (var result in results)
        {
            table.AddRow(
                result.Scenario,
                result.Passed ? "[green]passed[/]" : "[red]failed[/]",
                result.Incident ?? "none",
                Seconds(result.DetectS),
                Seconds(result.NotifyS),
                Seconds(result.RecoverS));
        }

        AnsiConsole.Write(table);
        foreach (var (scenario, check) in results.SelectMany(result => result.Checks.Where(check => !check.Passed).Select(check => (result.Scenario, check))))
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{scenario}[/] {check.Name}: expected {check.Expected}, seen {check.Seen}");
        }
    }

    private static string Seconds(double? seconds) => seconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} s") : "never";
}
