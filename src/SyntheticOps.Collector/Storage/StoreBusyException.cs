namespace SyntheticOps.Collector.Storage;

/// <summary>The store cannot take this now; the same request may succeed later (503 with Retry-After).</summary>
public sealed class StoreBusyException(string message, Exception? inner = null) : Exception(message, inner);
