namespace SyntheticOps.Gateway.Webhooks;

/// <summary>What became of a webhook that was to be stored.</summary>
internal enum StoreResult
{
    Stored,

    /// <summary>The same event waits, or was handed on since the start.</summary>
    Known,

    /// <summary>The same event is being written by another request.</summary>
    Busy,

    /// <summary>No more bytes are allowed.</summary>
    Full,
}
