using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>The run that requests belong to, the connections they share, and how long they may last.</summary>
internal sealed record CheckRunScope(CheckRun Run, KeptConnections Kept, CancellationToken Token);
