namespace SyntheticOps.Checker.Data.Restore;

/// <summary>What one `restore-test` dumps, where it restores, and what must come out.</summary>
internal sealed record RestoreOptions
{
    /// <summary>The database that is proven; a connection string, never shown.</summary>
    public required string Source { get; init; }

    /// <summary>A server whose role may create databases; a connection string, never shown.</summary>
    public required string Into { get; init; }

    /// <summary>Absolute path, with stars in its last part; null dumps the source afresh.</summary>
    public string? Dump { get; init; }

    /// <summary>Schemas that are dumped, restored and compared.</summary>
    public required IReadOnlyList<string> Schemas { get; init; }

    /// <summary>Of a dump that was made earlier: so many percent of the rows may have come since.</summary>
    public double FewerAtMost { get; init; }

    /// <summary>Folder of pg_dump and pg_restore; null finds them.</summary>
    public string? Tools { get; init; }

    /// <summary>A larger database is not dumped, bytes.</summary>
    public const long LargestSource = 20L * 1024 * 1024 * 1024;

    public override string ToString() => "restore-test";
}
