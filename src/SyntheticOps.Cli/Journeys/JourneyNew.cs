using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.Prober.Journeys.Exploring;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Looks at a page and writes what it saw as a journey.</summary>
internal static class JourneyNew
{
    public static async Task<int> RunAsync(JourneyRequest request, FileInfo? output, IAnsiConsole screen, CancellationToken token)
    {
        if (output?.Exists == true)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{output} exists; it is not overwritten.");
        }

        var explorer = new PageExplorer(request.Url!.PathAndQuery);
        var result = await JourneyWalk.RunAsync(explorer, request, JourneyFiles.Environment(request.Config), screen, token);
        if (explorer.Text.Length == 0)
        {
            screen.WriteLine(Plain.Text($"{result.Outcome.Word()}: {result.Message}"));
            return result.Outcome == Outcome.Up ? Names.ExitCodes.OwnFault : JourneyRunOnce.Exit(result.Outcome, token);
        }

        if (output is null)
        {
            screen.WriteLine();
            screen.WriteLine(Plain.Lines(explorer.Text.TrimEnd('\n')));
            return Names.ExitCodes.Success;
        }

        await JourneyFiles.WriteAsync(output, explorer.Text, token);
        screen.WriteLine(Plain.Text($"Written: {output}. Run it: synops journey run {output} --url {request.Url.GetLeftPart(UriPartial.Authority)}"));
        return Names.ExitCodes.Success;
    }
}
