using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// What one run knows of the TLS servers that it met. Every run makes one full handshake with each and judges the certificate that
/// it shows; further connections of the same run may resume that session, and one certificate is judged once.
/// </summary>
internal sealed class RunTrust
{
    private static readonly ConditionalWeakTable<CheckRun, RunTrust> Runs = [];

    private readonly ConcurrentDictionary<(string Host, int Port), TaskCompletionSource<bool>> _first = new();

    public ConcurrentDictionary<string, CertificateVerdict> Verdicts { get; } = new(StringComparer.Ordinal);

    public static RunTrust Of(CheckRun run) => Runs.GetValue(run, _ => new RunTrust());

    /// <summary>Waits for a full handshake that goes on; false when this one has to be full.</summary>
    public async Task<bool> MayResumeAsync(string host, int port, CancellationToken token)
    {
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _first.GetOrAdd((host, port), mine);
        return first != mine && await first.Task.WaitAsync(token);
    }

    /// <summary>Tells how the full handshake ended; further tellings count for nothing.</summary>
    public void Finish(string host, int port, bool accepted)
    {
        if (_first.TryGetValue((host, port), out var first))
        {
            first.TrySetResult(accepted);
        }
    }
}
