using System.CommandLine;

namespace SyntheticOps.Cli.Baselines;

/// <summary>`synops baseline approve|diff`: the approved states of headers, tls, dns and scripts, which are files beside synthetics.yaml.</summary>
internal static class BaselineCommand
{
    public const string Name = "baseline";

    /// <summary>Shown after the options in the help.</summary>
    public const string More = """
        A check with a `baseline` compares what it sees with that file. Commit the files: a change of one is a few lines in a review.
        Exit code: 0 approved, or nothing differs that matters; 1 something differs (diff); 2 usage or configuration;
        4 a check could not see everything, so its file stays as it was; 5 time limit; 130 interrupted.

        Examples:
          synops baseline diff
          synops baseline diff headers
          synops baseline approve headers dns && git diff baselines
        """;

    public static Command Create() => new(Name, "Approve what the checks see now, or say how it differs from what was approved.")
    {
        Create("diff", "Run the checks and say what differs from the approved states.", BaselineDiff.RunAsync),
        Create("approve", "Run the checks and write what they see as the approved states.", BaselineApproval.RunAsync),
    };

    private static Command Create(string name, string description, Func<BaselineRequest, CancellationToken, Task<int>> run)
    {
        var checks = new Argument<string[]>("checks") { Description = "Names of checks; all that have a baseline by default.", Arity = ArgumentArity.ZeroOrMore };
        var config = PathOption.File("--config", "synthetics.yaml; by default SYNOPS_CONFIG, else the nearest one upwards.", "-c");
        var limit = NumberOption.Create("--timeout", "Seconds for all checks together; then exit 5.", 300, 1, 86_400);
        var command = new Command(name, description) { checks, config, limit };
        command.SetAction((parsed, token) => run(new(parsed.GetValue(config), parsed.GetValue(checks) ?? [], TimeSpan.FromSeconds(parsed.GetValue(limit))), token));
        return command;
    }
}

/// <summary>Which baselines.</summary>
internal sealed record BaselineRequest(FileInfo? Config, IReadOnlyList<string> Checks, TimeSpan Timeout);
