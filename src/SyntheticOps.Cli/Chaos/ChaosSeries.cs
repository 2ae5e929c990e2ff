using System.Globalization;
using Microsoft.Extensions.Configuration;
using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Chaos;

/// <summary>Does scenarios one after the other, within the time, and tells every figure against its target.</summary>
internal static class ChaosSeries
{
    public static async Task<int> RunAsync(ChaosRequest request, IAnsiConsole screen, TimeProvider clock, CancellationToken token)
    {
        ResultFile.Verify(request.Json);
        var startedAt = clock.GetUtcNow();
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var results = new List<ChaosResult>();
        var exit = Names.ExitCodes.Interrupted;
        using var limit = new CancellationTokenSource(request.Limit, clock);
        try
        {
            foreach (var scenario in request.Scenarios)
            {
                var result = await OneAsync(scenario, request, environment, screen, clock, limit.Token, token);
                results.Add(result);
                Print(screen, result);
                token.ThrowIfCancellationRequested();
            }

            exit = ExitOf(results);
        }
        finally
        {
            await ResultFile.WriteAsync(request.Json, () => ChaosDocument.Write(startedAt, request, results, exit));
        }

        return exit;
    }

    /// <summary>The boundary: a scenario that breaks is a result as well.</summary>
    private static async Task<ChaosResult> OneAsync(
        ChaosScenario scenario, ChaosRequest request, IConfiguration environment, IAnsiConsole screen, TimeProvider clock, CancellationToken limit, CancellationToken token)
    {
        using var own = new CancellationTokenSource(scenario.Limit, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(own.Token, limit, token);
        var run = new ChaosRun(request.IsQuick, request.Seed, environment, text => screen.MarkupLine($"[grey]{scenario.Name}: {Markup.Escape(Plain.Text(text))}[/]"));
        var began = clock.GetTimestamp();
        string? error = null;
        try
        {
            await scenario.RunAsync(run, any.Token);
            error = run.Figures.Count == 0 ? "It measured nothing." : null;
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            error = token.IsCancellationRequested ? "It was interrupted." : "Its time was over.";
        }
        catch (Exception e) when (!any.IsCancellationRequested)
        {
            error = $"{e.GetType().Name}: {Plain.Text(e.Message)}";
        }

        return new ChaosResult
        {
            Name = scenario.Name,
            Rows = scenario.Rows,
            DurationS = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 1),
            Figures = run.Figures,
            Error = error,
            TimedOut = error is not null && any.IsCancellationRequested && !token.IsCancellationRequested,
        };
    }

    private static int ExitOf(IReadOnlyList<ChaosResult> results) => results switch
    {
        _ when results.Any(result => result.TimedOut) => Names.ExitCodes.TimeLimit,
        _ when results.Any(result => result.Figures.Any(figure => !figure.Passed)) => Names.ExitCodes.Failed,
        _ when results.Any(result => result.Error is not null) => Names.ExitCodes.OwnFault,
        _ => Names.ExitCodes.Success,
    };

    private static void Print(IAnsiConsole screen, ChaosResult result)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("row", "figure", "seen", "target", "result");
        foreach (var figure in result.Figures)
        {
            table.AddRow(
                figure.Row,
                Markup.Escape(figure.Name),
                Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.###} {figure.Unit}")),
                Markup.Escape(figure.Target ?? ""),
                figure.Target is null ? "" : figure.Passed ? "[green]met[/]" : "[red]missed[/]");
        }

        screen.Write(table);
        var words = result.Passed ? "[green]passed[/]" : "[red]not passed[/]";
        screen.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name}: {words} in {result.DurationS:0.0} s{(result.Error is { } error ? ". " + Markup.Escape(error) : "")}"));
    }
}
