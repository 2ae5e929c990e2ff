using System.ComponentModel;
using System.Diagnostics;

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
