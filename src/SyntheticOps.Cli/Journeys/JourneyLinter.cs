using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.Prober.Journeys.Linting;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Prints what is wrong and what is doubtful, as compilers do: `file(line,column): warning: text`.</summary>
internal static class JourneyLinter
{
    public static int Run(IReadOnlyList<FileInfo> files, bool strict, IAnsiConsole screen)
    {
        var environment = JourneyFiles.Environment(null);
        var (mistakes, warnings) = (0, 0);
        foreach (var file in files)
        {
            try
            {
                foreach (var warning in JourneyLint.Judge(JourneyFiles.Read(file, environment)))
                {
                    warnings++;
                    screen.MarkupLine($"{Markup.Escape(Plain.Text(PlaceOf(file, warning)))}: [yellow]warning[/]: {Markup.Escape(Plain.Text(warning.Text))}");
                }
            }
            catch (CliException e)
            {
                mistakes++;
                screen.WriteLine(Plain.Lines(e.Message));
            }
        }

        screen.WriteLine($"{files.Count} {(files.Count == 1 ? "journey" : "journeys")}, {mistakes} with mistakes, {warnings} {(warnings == 1 ? "warning" : "warnings")}");
        return mistakes > 0 ? Names.ExitCodes.Configuration : warnings > 0 && strict ? Names.ExitCodes.Failed : Names.ExitCodes.Success;
    }

    private static string PlaceOf(FileInfo file, LintWarning warning)
    {
        var folder = file.Directory!.FullName;
        return JourneyFiles.Short(warning.Place is { } place ? Path.Combine(folder, place.ToString()) : file.FullName);
    }
}
