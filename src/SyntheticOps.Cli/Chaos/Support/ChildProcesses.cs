using System.Diagnostics;
using System.Globalization;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>Looks at processes below one of ours, and signals those, by their id. Linux only.</summary>
internal static class ChildProcesses
{
    /// <summary>Everything below the process, zombies apart.</summary>
    public static IReadOnlyList<int> Below(int pid)
    {
        try
        {
            var children = Directory.GetDirectories($"/proc/{pid}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
            return [.. children.Where(IsLive), .. children.SelectMany(Below)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public static bool IsLive(int pid) => State(pid) is not (null or 'Z' or 'X');

    public static bool IsZombie(int pid) => State(pid) is 'Z';

    /// <summary>Empty when it is gone.</summary>
    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <param name="signal">KILL or STOP.</param>
    public static async Task SignalAsync(int pid, string signal, CancellationToken token)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(token);
    }

    private static char? State(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
