using System.CommandLine;
using SyntheticOps.Cli;
using SyntheticOps.Cli.Drills;
using SyntheticOps.Cli.Runs;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

var root = new RootCommand("synops runs the checks of synthetics.yaml once, and drills the demo shop.")
{
    RunCommand.Create(),
    DrillCommand.Create(),
};

try
{
    var parsed = root.Parse(args);
    var exit = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? Names.ExitCodes.Configuration : exit;
}
catch (CliException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
