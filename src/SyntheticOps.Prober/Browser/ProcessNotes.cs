using System.Globalization;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Prober.Browser;

/// <summary>
/// Notes of running browsers in the data folder, which one process holds: what a new start finds there is an orphan.
/// One file a browser: process id, start time, mark, its folders.
/// </summary>
internal static class ProcessNotes
{
    /// <summary>Clock ticks of the system make two readings of one start time differ a little.</summary>
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);

    public static string? Write(string? folder, int? pid, string mark, params IEnumerable<string?> folders)
    {
        if (folder is null || pid is not { } id || ProcessTree.StartedAt(id) is not { } started)
        {
            return null;
        }

        var path = Path.Combine(OwnerOnly.CreateDirectory(folder).FullName, string.Create(CultureInfo.InvariantCulture, $"{id}.browser"));
        OwnerOnly.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{id}\n{started:O}\n{mark}\n{string.Join('\n', folders.Where(path => path is not null))}\n"));
        return path;
    }

    public static void Remove(string? path)
    {
        if (path is not null)
        {
            File.Delete(path);
        }
    }

    /// <summary>Ends what an earlier, killed process left running. Returns how many browsers that were.</summary>
    public static int Sweep(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return 0;
        }

        var killed = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.browser"))
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length >= 2
                && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && DateTime.TryParse(lines[1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started))
            {
                var isThere = ProcessTree.StartedAt(pid) is { } now && (now - started).Duration() < SameStart;
                if (isThere)
                {
                    ProcessTree.Kill(pid);
                }

                // The main process may be gone and its children not.
                var children = lines.Length > 2 && lines[2].Length == 32 ? ProcessTree.KillMarked(lines[2]) : 0;
                killed += isThere || children > 0 ? 1 : 0;
                foreach (var left in lines.Skip(3).Where(line => Path.GetFileName(line).StartsWith("playwright_", StringComparison.Ordinal) || Path.GetFileName(line).StartsWith(TraceFolder.Prefix, StringComparison.Ordinal)))
                {
                    ProcessTree.RemoveFolder(left);
                }
            }

            File.Delete(path);
        }

        return killed;
    }
}
