using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Runs a journey and says how it went.</summary>
internal static class JourneyRunOnce
{
    public static async Task<int> RunAsync(FileInfo file, JourneyRequest request, IAnsiConsole screen, CancellationToken token)
    {
        var environment = JourneyFiles.Environment(request.Config);
        var route = JourneyFiles.RouteOf(file, request, environment);
        var result = await JourneyWalk.RunAsync(route, request, environment, screen, token);
        foreach (var finding in result.Findings.Where(finding => finding.Code != "step-failed"))
        {
            screen.MarkupLine($"    [grey]{finding.Severity.Word()}[/] {Markup.Escape(Plain.Text(finding.Text))}");
        }

        screen.WriteLine(Plain.Text($"{result.Outcome.Word()}{(result.Message is { } message ? $": {message}" : "")}"));
        return Exit(result.Outcome, token);
    }

    public static int Exit(Outcome outcome, CancellationToken token) => outcome switch
    {
        _ when token.IsCancellationRequested => Names.ExitCodes.Interrupted,
        Outcome.Down => Names.ExitCodes.Failed,
        Outcome.Unknown => Names.ExitCodes.OwnFault,
        _ => Names.ExitCodes.Success,
    };
}
