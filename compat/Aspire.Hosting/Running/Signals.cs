using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>kill(2): .NET has no call that asks a process to stop.</summary>
internal static partial class Signals
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    public static void Terminate(int process) => _ = SendSignal(process, SigTerm);

    public static void Kill(int process) => _ = SendSignal(process, SigKill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
