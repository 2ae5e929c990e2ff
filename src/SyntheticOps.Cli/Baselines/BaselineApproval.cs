using Spectre.Console;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Baselines;

/// <summary>
/// `synops baseline approve`: puts each file aside, lets the check write a new one, and shows what changed. A check that does
/// not see everything writes none; then the old file comes back, as it does when anything goes wrong.
/// </summary>
internal static class BaselineApproval
{
    private const string Aside = ".approved";

    public static async Task<int> RunAsync(BaselineRequest request, CancellationToken token)
    {
        await using var run = await BaselineRun.StartAsync(request, token);
        IReadOnlyList<RunReport>? reports = null;
        HashSet<string> written = [];
        try
        {
            PutAside(run.Files.Values);
            reports = await run.RunAsync(run.Files.Keys, token);
            written = reports is null ? [] : [.. run.Files.Values.Where(File.Exists)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"The baselines cannot be written: {e.Message}");
        }
        finally
        {
            Restore(run.Files.Values.Where(path => !written.Contains(path)));
        }

        return reports is null ? Names.ExitCodes.TimeLimit : Report(Screen.Out, run.Files, reports, written);
    }

    private static int Report(IAnsiConsole screen, IReadOnlyDictionary<string, string> files, IReadOnlyList<RunReport> reports, HashSet<string> written)
    {
        var exit = Names.ExitCodes.Success;
        foreach (var (name, path) in files)
        {
            if (!written.Contains(path))
            {
                exit = Names.ExitCodes.OwnFault;
                BaselineRun.Write(screen, name, "kept", "yellow", $"the check did not see everything: {reports.FirstOrDefault(report => report.Definition.Name == name)?.Result.Message}");
                continue;
            }

            var before = path + Aside;
            var lines = LineDiff.Of(File.Exists(before) ? File.ReadAllLines(before) : [], File.ReadAllLines(path));
            BaselineRun.Write(screen, name, lines.Count == 0 ? "same" : "approved", "green", Path.GetRelativePath(Environment.CurrentDirectory, path));
            foreach (var (sign, line) in lines)
            {
                screen.MarkupLine($"    [{(sign == '-' ? "red" : "green")}]{sign} {Markup.Escape(Plain.Text(line))}[/]");
            }

            File.Delete(before);
        }

        return exit;
    }

    /// <summary>What an approval that was killed left aside comes back first.</summary>
    private static void PutAside(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!File.Exists(path) && File.Exists(path + Aside))
            {
                File.Move(path + Aside, path);
            }

            if (File.Exists(path))
            {
                File.Move(path, path + Aside, overwrite: true);
            }
        }
    }

    private static void Restore(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => File.Exists(path + Aside)))
        {
            File.Move(path + Aside, path, overwrite: true);
        }
    }
}
