using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Browser;

/// <summary>Looks at and ends processes that we started, by their id.</summary>
internal static class ProcessTree
{
    /// <summary>Kills the process and everything below it; a process that is gone already is fine.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            Debug.WriteLine(e);
        }
    }

    /// <summary>Kills what bears the mark in its environment: processes whose parent died first belong to no tree any more. Linux only.</summary>
    public static int KillMarked(string mark)
    {
        var killed = 0;
        foreach (var pid in OperatingSystem.IsLinux() ? Processes() : [])
        {
            if (IsMarked(pid, mark))
            {
                Kill(pid);
                killed++;
            }
        }

        return killed;
    }

    /// <summary>Parent of a process; null when that is not known.</summary>
    public static int? ParentOf(int pid) => Field(pid, 3) is { } parent && int.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether it was stopped by a signal or a debugger: it answers nobody then. Linux only.</summary>
    public static bool IsStopped(int pid) => OperatingSystem.IsLinux() && Field(pid, 2) is "T" or "t";

    /// <summary>Memory that the process and all below it have for themselves, bytes: resident without what is shared. Linux only, 0 elsewhere.</summary>
    public static long PrivateBytes(int pid)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            var own = (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
            var children = File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return own + children.Sum(child => PrivateBytes(int.Parse(child, CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return 0;
        }
    }

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && pid != Environment.ProcessId);

    private static bool IsMarked(int pid, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains($"{Names.Env.RunId}={mark}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A field of /proc/PID/stat after the name, which may hold anything; 2 is the state.</summary>
    private static string? Field(int pid, int index)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ').ElementAtOrDefault(index - 2);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>When the process was started, to tell it from a later one with the same id; null when it is gone.</summary>
    public static DateTime? StartedAt(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The temporary profile that Playwright gave the browser; Linux only, elsewhere the driver alone removes it.</summary>
    public static string? ProfileOf(int pid)
    {
        const string Switch = "--user-data-dir=";
        try
        {
            var arguments = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') : [];
            var folder = Array.Find(arguments, argument => argument.StartsWith(Switch, StringComparison.Ordinal))?[Switch.Length..];
            return folder is not null && Path.GetFileName(folder).StartsWith("playwright_", StringComparison.Ordinal) ? folder : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void RemoveFolder(string? folder)
    {
        try
        {
            if (folder is not null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A dying process may still write; the driver removes the folder as well.
            Debug.WriteLine(e);
        }
    }
}
