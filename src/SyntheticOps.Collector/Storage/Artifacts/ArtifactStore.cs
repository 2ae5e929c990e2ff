using System.Security.Cryptography;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Collector.Storage.Artifacts;

/// <summary>
/// Artifacts as files, 0600: `artifacts/RUN/NAME+SUFFIX`, where the suffix says the media type. A file has its name only when
/// it is whole, checked and synced.
/// </summary>
internal sealed class ArtifactStore(DataFolder data) : IArtifactStore, IDisposable
{
    public const string FolderName = "artifacts";

    private const string Unfinished = ".upload-";
    private const int FilesPerRun = 200;
    private const int BufferLength = 64 * 1024;

    private readonly string _root = data.Folder(FolderName);
    private readonly SemaphoreSlim _naming = new(1);

    public async Task<ArtifactVerdict> PutAsync(
        string runId, string name, string mediaType, ReadOnlyMemory<byte> sha256, Stream content, long length, CancellationToken token)
    {
        Guard(runId, name);
        if (ArtifactTypes.LimitOf(mediaType) is null)
        {
            return ArtifactVerdict.WrongType;
        }

        try
        {
            if (Find(runId, name) is { } known)
            {
                return await CompareAsync(known, sha256, token);
            }

            var folder = OwnerOnly.CreateDirectory(Path.Combine(_root, runId)).FullName;
            var unfinished = Path.Combine(folder, Unfinished + Guid.NewGuid().ToString("N"));
            try
            {
                return await WriteAsync(unfinished, mediaType, sha256, content, length, token) is { } fault
                    ? fault
                    : await NameAsync(unfinished, runId, name, mediaType, sha256, token);
            }
            finally
            {
                File.Delete(unfinished);
            }
        }
        catch (IOException e) when (e is not (EndOfStreamException or BadHttpRequestException))
        {
            throw new StoreBusyException($"The artifact cannot be written: {e.Message}", e);
        }
    }

    public Task<StoredArtifact?> OpenAsync(string runId, string name, CancellationToken token)
    {
        if (!ProbeSignature.IsRunId(runId) || !ArtifactTypes.IsName(name) || Find(runId, name) is not { } path
            || ArtifactTypes.TypeOf(Path.GetExtension(path)) is not { } mediaType)
        {
            return Task.FromResult<StoredArtifact?>(null);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferLength, useAsync: true);
        return Task.FromResult<StoredArtifact?>(new StoredArtifact(name, mediaType, file.Length, file));
    }

    public void Dispose() => _naming.Dispose();

    private static void Guard(string runId, string name)
    {
        if (!ProbeSignature.IsRunId(runId) || !ArtifactTypes.IsName(name))
        {
            throw new ArgumentException($"No artifact may be named {runId}/{name}.");
        }
    }

    private string? Find(string runId, string name)
    {
        var folder = Path.Combine(_root, runId);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name + "+.*").FirstOrDefault() : null;
    }

    private static async Task<ArtifactVerdict> CompareAsync(string path, ReadOnlyMemory<byte> sha256, CancellationToken token)
    {
        await using var file = File.OpenRead(path);
        var digest = await SHA256.HashDataAsync(file, token);
        return sha256.Span.SequenceEqual(digest) ? ArtifactVerdict.AlreadyThere : ArtifactVerdict.OtherContent;
    }

    /// <returns>What is wrong with the content; null when it is on disk, synced.</returns>
    private static async Task<ArtifactVerdict?> WriteAsync(
        string path, string mediaType, ReadOnlyMemory<byte> sha256, Stream content, long length, CancellationToken token)
    {
        await using var file = OwnerOnly.OpenWrite(path, FileMode.CreateNew);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferLength];
        var written = 0L;
        while (await content.ReadAtLeastAsync(buffer, ArtifactTypes.MagicLength, throwOnEndOfStream: false, token) is > 0 and var read)
        {
            if (written == 0 && !ArtifactTypes.Begins(mediaType, buffer.AsSpan(0, read)))
            {
                return ArtifactVerdict.WrongType;
            }

            written += read;
            if (written > length)
            {
                return ArtifactVerdict.DigestMismatch;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), token);
        }

        if (written != length || !sha256.Span.SequenceEqual(hash.GetHashAndReset()))
        {
            return ArtifactVerdict.DigestMismatch;
        }

        await file.FlushAsync(token);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return null;
    }

    /// <summary>One at a time, so that the sum of a run is exact and a name is given once.</summary>
    private async Task<ArtifactVerdict> NameAsync(
        string unfinished, string runId, string name, string mediaType, ReadOnlyMemory<byte> sha256, CancellationToken token)
    {
        await _naming.WaitAsync(token);
        try
        {
            if (Find(runId, name) is { } known)
            {
                return await CompareAsync(known, sha256, token);
            }

            var files = new DirectoryInfo(Path.Combine(_root, runId)).GetFiles("*+.*");
            if (files.Length >= FilesPerRun || files.Sum(file => file.Length) + new FileInfo(unfinished).Length > ArtifactTypes.RunLimit)
            {
                return ArtifactVerdict.RunFull;
            }

            File.Move(unfinished, Path.Combine(_root, runId, $"{name}+{ArtifactTypes.Suffix(mediaType)}"));
            return ArtifactVerdict.Created;
        }
        finally
        {
            _naming.Release();
        }
    }
}
