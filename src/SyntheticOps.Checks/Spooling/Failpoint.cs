using System.Diagnostics;
using System.Globalization;

namespace SyntheticOps.Checks.Spooling;

/// <summary>
/// Kills this process at a named point, as kill -9 does, so that a test can see what survives: SYNOPS_FAILPOINT=NAME:N, the
/// N-th time that the point is passed. It works only where DOTNET_ENVIRONMENT is Test.
/// </summary>
internal static class Failpoint
{
    private static readonly (string Name, int Times) Armed = Read();
    private static int _passed;

    /// <param name="stream">What was written so far is given to the system first, as a half-written file has it.</param>
    public static void Hit(string name, FileStream? stream = null)
    {
        if (Armed.Name == name && Interlocked.Increment(ref _passed) == Armed.Times)
        {
            stream?.Flush(flushToDisk: false);
            using var self = Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();
        }
    }

    private static (string Name, int Times) Read()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") != "Test" || Environment.GetEnvironmentVariable("SYNOPS_FAILPOINT") is not { Length: > 0 } text)
        {
            return ("", 0);
        }

        var parts = text.Split(':');
        return (parts[0], parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1);
    }
}
