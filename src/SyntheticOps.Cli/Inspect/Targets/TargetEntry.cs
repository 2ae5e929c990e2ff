namespace SyntheticOps.Cli.Inspect.Targets;

/// <summary>One entry of the input: a target, or what is wrong with it.</summary>
/// <param name="Id">Its own id, else its place in the file, such as `#3`.</param>
internal sealed record TargetEntry(string Id, Target? Target, string? Mistake);

/// <summary>All entries in their order.</summary>
/// <param name="Ignored">Members that are not known.</param>
internal sealed record TargetList(IReadOnlyList<TargetEntry> Entries, IReadOnlyCollection<string> Ignored);
