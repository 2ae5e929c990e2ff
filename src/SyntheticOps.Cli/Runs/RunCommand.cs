using System.CommandLine;

namespace SyntheticOps.Cli.Runs;

/// <summary>`synops run`: every check of synthetics.yaml once.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        Exit code: 0 all up or degraded, 1 something down (with --strict also degraded), 2 usage or configuration,
        3 all up, but results wait on disk for the collector, 4 unknown outcome or a fault of synops, 5 time limit, 130 interrupted.
        Results go to the collector when OTEL_EXPORTER_OTLP_ENDPOINT is set; otherwise they stay here.

        Examples:
          synops run
          synops run -c synthetics.yaml --only home checkout --json results.json --artifacts artifacts
          synops run --strict --timeout 120
        """;

    public static Command Create()
    {
        var config = PathOption.File("--config", "synthetics.yaml; by default SYNOPS_CONFIG, else the nearest one upwards.", "-c");
        var json = PathOption.File("--json", "Write the results to this file (schema synops.run/1).");
        var artifacts = PathOption.Folder("--artifacts", "Keep screenshots and other artifacts below this folder.");
        var only = new Option<string[]>("--only") { Description = "Names of the checks to run; all by default.", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Degraded counts as down (exit 1)." };
        var limit = NumberOption.Create("--timeout", "Seconds for all checks together; then exit 5.", 300, 1, 86_400);
        var command = new Command(Name, "Run every check of synthetics.yaml once and exit.") { config, json, artifacts, only, strict, limit };
        command.SetAction((parsed, token) => RunOnce.RunAsync(
            new RunRequest(
                parsed.GetValue(config),
                parsed.GetValue(json),
                parsed.GetValue(artifacts),
                parsed.GetValue(only) ?? [],
                parsed.GetValue(strict),
                TimeSpan.FromSeconds(parsed.GetValue(limit))),
            token));
        return command;
    }
}
