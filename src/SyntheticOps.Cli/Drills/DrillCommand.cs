using System.CommandLine;
using Microsoft.Extensions.Configuration;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Drills;

/// <summary>`synops drill downtime|performance|security|payment|data-loss|all`.</summary>
internal static class DrillCommand
{
    public const string Name = "drill";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        Exit code: 0 every drill passed, 1 a drill failed, 2 usage or configuration, 4 the system could not be drilled, 130 interrupted.
        The running system is found through the collector's connection.json; Ctrl-C repairs the shop.

        Examples:
          synops drill all
          synops drill performance --json drill.json
          synops drill downtime --without consecutive-failures
        """;

    public static Command Create()
    {
        var scenario = new Argument<string>("scenario") { Description = "What to break; `all` runs every drill, one after the other." };
        scenario.AcceptOnlyFromAmong([.. DrillCatalogue.All.Select(drill => drill.Scenario).Distinct(), "all"]);
        var site = new Option<string>("--site") { Description = "The site of synthetics.yaml to drill; it must say `drill: true`.", DefaultValueFactory = _ => "parfumerie" };
        var without = new Option<string[]>("--without") { Description = "A detection rule to leave out for this drill; the drill must then fail.", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };

        // The collector ends a drill after ten minutes: both together, and the 45 s between, must be less.
        var detect = NumberOption.Create("--detect-within", "Seconds until the incident must be open.", (int)DrillLimits.Default.Detect.TotalSeconds, 1, 270);
        var recover = NumberOption.Create("--recover-within", "Seconds until it must be resolved after the repair.", (int)DrillLimits.Default.Recover.TotalSeconds, 1, 270);
        var json = PathOption.File("--json", "Write the results to this file as well (schema synops.drill/1).");
        var config = PathOption.File("--config", "The synthetics.yaml of the running system; by default SYNOPS_CONFIG, else the nearest one upwards.", "-c");
        var collector = AddressOption.Create("--collector", "Address of the collector; by default its connection.json is read.");
        var shop = AddressOption.Create("--shop", "Address of the shop's fault API, not of the gateway; by default from connection.json.");
        var command = new Command(Name, "Break the demo shop on purpose and prove that it is noticed, reported and over after the repair.")
        {
            scenario, site, without, detect, recover, json, config, collector, shop,
        };
        command.SetAction((parsed, token) =>
        {
            var variables = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var connection = ConnectionFile.Find(variables, parsed.GetValue(config), parsed.GetValue(collector), parsed.GetValue(shop));
            var limits = DrillLimits.Default with
            {
                Detect = TimeSpan.FromSeconds(parsed.GetValue(detect)),
                Recover = TimeSpan.FromSeconds(parsed.GetValue(recover)),
            };
            var chosen = DrillCatalogue.All.Where(drill => parsed.GetValue(scenario) is "all" || drill.Scenario == parsed.GetValue(scenario));
            var request = new DrillRequest([.. chosen], parsed.GetValue(site)!, parsed.GetValue(without) ?? [], limits, parsed.GetValue(json));
            return DrillSeries.RunAsync(connection, request, Screen.Out, token);
        });
        return command;
    }
}
