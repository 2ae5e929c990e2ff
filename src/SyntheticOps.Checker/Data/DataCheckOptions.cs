using SyntheticOps.Checker.Data.Sources;

namespace SyntheticOps.Checker.Data;

/// <summary>What one `data` check reads and expects.</summary>
internal sealed record DataCheckOptions
{
    public required DataSource Source { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<IDataRule> Rules { get; init; }

    /// <summary>Absolute path of the file that remembers counts.</summary>
    public required string Baseline { get; init; }
}
