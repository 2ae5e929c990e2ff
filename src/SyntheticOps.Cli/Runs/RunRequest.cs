namespace SyntheticOps.Cli.Runs;

/// <summary>What the command line asks of `synops run`.</summary>
internal sealed record RunRequest(
    FileInfo? Config, FileInfo? Json, DirectoryInfo? Artifacts, IReadOnlyList<string> Only, bool Strict, TimeSpan Timeout);
