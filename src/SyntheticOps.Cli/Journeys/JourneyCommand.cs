using System.CommandLine;

namespace SyntheticOps.Cli.Journeys;

/// <summary>`synops journey`: everything for somebody who writes one.</summary>
internal static class JourneyCommand
{
    public const string Name = "journey";

    public static Command Create() => new(Name, "Write, run and check journeys; docs/journeys.md is the reference.")
    {
        JourneyRunCommand.Create(),
        JourneyNewCommand.Create(),
        JourneyLintCommand.Create(),
        JourneyImportCommand.Create(),
    };
}
