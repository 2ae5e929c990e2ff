namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>What a page was made of in the browser, as it stands in the baseline (contracts.md section 10).</summary>
internal sealed record PageInventory
{
    /// <summary>External scripts by URL without query; a path for those of the page's own origin.</summary>
    public IReadOnlyDictionary<string, ScriptEntry> Scripts { get; init; } = new SortedDictionary<string, ScriptEntry>(StringComparer.Ordinal);

    /// <summary>`sha256-…` of the scripts that stand in the page itself.</summary>
    public IReadOnlyList<string> Inline { get; init; } = [];

    /// <summary>Origins of the frames in the page; `self` for its own.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>Security headers of the document.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <param name="Hash">`sha256-BASE64` of the script as the browser compiled it, the form that a content security policy takes; null when it did not run.</param>
/// <param name="Integrity">The attribute of its element; null when there is none.</param>
internal sealed record ScriptEntry(string? Hash, string? Integrity);
