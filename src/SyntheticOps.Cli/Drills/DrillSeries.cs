using Spectre.Console;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Drills;

/// <summary>Runs drills one after the other and tells the results, also those of a series that was broken off.</summary>
internal static class DrillSeries
{
    public static async Task<int> RunAsync(SystemConnection connection, DrillRequest request, IAnsiConsole screen, CancellationToken token)
    {
        ResultFile.Verify(request.Json);
        var address = connection.Shop
            ?? throw new CliException(Names.ExitCodes.Configuration, "The address of the shop's fault API is not known: give --shop http://127.0.0.1:5090.");
        using var collector = new ApiClient("collector", connection.Collector, connection.OperatorKey, "user:synops");
        using var shop = new ApiClient("shop", address, connection.OperatorKey, "user:synops");
        var runner = new DrillRunner(collector, shop, TimeProvider.System, text => screen.MarkupLine($"[grey]{Markup.Escape(Plain.Text(text))}[/]"));
        var results = new List<DrillResult>();
        var exit = Names.ExitCodes.OwnFault;
        try
        {
            foreach (var drill in request.Drills)
            {
                results.Add(await runner.RunAsync(drill, request.Site, request.Without, request.Limits, token));
            }

            exit = results.All(result => result.Passed) ? Names.ExitCodes.Success : Names.ExitCodes.Failed;
        }
        catch (CliException e)
        {
            exit = e.ExitCode;
            throw;
        }
        catch (OperationCanceledException)
        {
            exit = Names.ExitCodes.Interrupted;
            throw;
        }
        finally
        {
            if (results.Count > 0)
            {
                DrillTable.Print(screen, results);
            }

            await ResultFile.WriteAsync(request.Json, () => DrillDocument.Write(results, exit));
        }

        return exit;
    }
}
