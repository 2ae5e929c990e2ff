using System.CommandLine;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Journeys;

/// <summary>`synops journey lint FILE...`: mistakes and warnings, without a browser.</summary>
internal static class JourneyLintCommand
{
    public const string Name = "lint";

    public const string More = """
        Exit code: 0 no mistake, 1 warnings with --strict, 2 a mistake.

        Example:
          synops journey lint journeys/*.yaml --strict
        """;

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Journeys or recordings.", Arity = ArgumentArity.OneOrMore };
        var strict = new Option<bool>("--strict") { Description = "Warnings end with exit code 1." };
        var command = new Command(Name, "Read journeys and warn of what sees too little or breaks too easily.") { files, strict };
        command.SetAction(parsed => JourneyLinter.Run(parsed.GetValue(files)!, parsed.GetValue(strict), Screen.Out));
        return command;
    }
}
