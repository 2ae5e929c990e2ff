using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Running;

/// <summary>
/// A variable that every process of one run inherits: `PID/NONCE`. A service that sees the process of that id gone stops itself,
/// and after the stop what still bears the mark (a browser whose parent was killed) is found and killed.
/// </summary>
internal sealed class ProcessMark
{
    public const string Variable = "SYNOPS_APPHOST";

    public string Value { get; } = $"{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>Kills what bears the mark and says how many that were. Only Linux shows the environment of processes.</summary>
    public int KillRest()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var needle = Encoding.UTF8.GetBytes($"{Variable}={Value}\0");
        var killed = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var process) && process != Environment.ProcessId && Bears(folder, needle))
            {
                Signals.Kill(process);
                killed++;
            }
        }

        return killed;
    }

    private static bool Bears(string folder, byte[] needle)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(needle) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone, or somebody else's
        }
    }
}
