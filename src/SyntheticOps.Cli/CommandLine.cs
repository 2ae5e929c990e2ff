using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using SyntheticOps.Cli.Baselines;
using SyntheticOps.Cli.Chaos;
using SyntheticOps.Cli.Drills;
using SyntheticOps.Cli.Gateways.Blocks;
using SyntheticOps.Cli.Gateways.Maintenance;
using SyntheticOps.Cli.Inspect;
using SyntheticOps.Cli.Journeys;
using SyntheticOps.Cli.Output;
using SyntheticOps.Cli.Runs;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Cli;

/// <summary>The commands, and how whatever stops them becomes one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>After Ctrl-C: time to close the browser, to repair the shop and to end the drill.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(25);

    public static RootCommand Create() => new("synops runs the checks of synthetics.yaml once, inspects a site, drills the demo shop, develops journeys, operates the gateways and proves the hard targets.")
    {
        RunCommand.Create(),
        DrillCommand.Create(),
        InspectCommand.Create(),
        BaselineCommand.Create(),
        JourneyCommand.Create(),
        MaintenanceCommand.Create(),
        BlockCommand.Create(),
        ChaosCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopLimit, Output = output, Error = errors };
        try
        {
            var parsed = Create().Parse(args);
            if (parsed.Action is ParseErrorAction mistake)
            {
                mistake.ShowHelp = args.Length == 0;
            }

            var exit = await parsed.InvokeAsync(settings);
            return parsed switch
            {
                { Errors.Count: > 0 } => await EndAsync(errors, Names.ExitCodes.Configuration, Hint(parsed)),
                { Action: HelpAction } => await MoreAsync(output, parsed, exit),
                _ => exit,
            };
        }
        catch (CliException e)
        {
            return await EndAsync(errors, e.ExitCode, e.Message);
        }
        catch (StartupException e)
        {
            return await EndAsync(errors, e.ExitCode, e.Message);
        }
        catch (OptionsValidationException e)
        {
            return await EndAsync(errors, Names.ExitCodes.Configuration, e.Message);
        }
        catch (OperationCanceledException)
        {
            return await EndAsync(errors, Names.ExitCodes.Interrupted, "Interrupted.");
        }
        catch (Exception e) when (!Debugger.IsAttached)
        {
            return await EndAsync(errors, Names.ExitCodes.OwnFault, $"synops failed, and this is a fault of its own: {e.GetType().Name}: {e.Message}");
        }
    }

    private static string Hint(ParseResult parsed) =>
        $"Try: {Path(parsed.CommandResult)} --help";

    /// <summary>The command with those above it: synops maintenance on.</summary>
    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "synops";

    /// <summary>Exit codes and examples, below the options.</summary>
    private static async Task<int> MoreAsync(TextWriter output, ParseResult parsed, int exit)
    {
        var more = parsed.CommandResult.Command.Name switch
        {
            RunCommand.Name when parsed.CommandResult.Parent is CommandResult { Command.Name: JourneyCommand.Name } => JourneyRunCommand.More,
            JourneyNewCommand.Name => JourneyNewCommand.More,
            JourneyLintCommand.Name => JourneyLintCommand.More,
            JourneyImportCommand.Name => JourneyImportCommand.More,
            RunCommand.Name => RunCommand.More,
            DrillCommand.Name => DrillCommand.More,
            InspectCommand.Name => InspectCommand.More,
            ChaosCommand.Name => ChaosCommand.More,
            BaselineCommand.Name or "approve" or "diff" => BaselineCommand.More,
            MaintenanceCommand.Name or "status" or "on" or "off" or "automatic" or "undo" => MaintenanceCommand.More,
            BlockCommand.Name or "add" or "remove" or "list" => BlockCommand.More,
            _ => "See `synops run --help` and `synops drill --help` for exit codes and examples.",
        };
        await output.WriteLineAsync(more);
        return exit;
    }

    private static async Task<int> EndAsync(TextWriter errors, int exit, string message)
    {
        await errors.WriteLineAsync(Plain.Lines(message));
        return exit;
    }
}
