namespace SyntheticOps.Collector.Storage;

/// <summary>Files that belong to a run, kept below the data folder (contracts.md section 5).</summary>
public interface IArtifactStore
{
    /// <summary>Keeps the file durably, or says why not.</summary>
    Task<ArtifactVerdict> PutAsync(string runId, string name, string mediaType, ReadOnlyMemory<byte> sha256, Stream content, long length, CancellationToken token);

    /// <summary>Opens it for reading; null when there is none.</summary>
    Task<StoredArtifact?> OpenAsync(string runId, string name, CancellationToken token);
}

public enum ArtifactVerdict
{
    Created,
    AlreadyThere,
    OtherContent,
    DigestMismatch,
    WrongType,
    RunFull,
}

public sealed record StoredArtifact(string Name, string MediaType, long Length, Stream Content);
