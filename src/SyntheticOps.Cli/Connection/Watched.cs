namespace SyntheticOps.Cli.Connection;

/// <summary>An answer and its ETag; <paramref name="Value"/> is null when nothing changed (304).</summary>
internal sealed record Watched<T>(T? Value, string? Tag)
    where T : class;
