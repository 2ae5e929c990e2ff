namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>A reason not to start that the person who started us can mend: one line, no stack trace.</summary>
public sealed class StartupException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
