using System.Net;

namespace SyntheticOps.Cli;

/// <summary>Something that the person at the keyboard can mend: one line and an exit code (contracts.md section 9).</summary>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What one of our APIs answered; null when it is not about an answer.</summary>
    public HttpStatusCode? Status { get; init; }
}
