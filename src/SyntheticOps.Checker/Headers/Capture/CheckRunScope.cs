using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>The run that requests belong to, and how long they may last.</summary>
internal sealed record CheckRunScope(CheckRun Run, CancellationToken Token);
