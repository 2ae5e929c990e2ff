using SyntheticOps.Checks.Artifacts;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Keeps artifacts as files in one folder; without one it keeps none.</summary>
internal sealed class FolderArtifacts(DirectoryInfo? folder) : IArtifactSink
{
    public async Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        if (folder is not null)
        {
            folder.Create();
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, Path.GetFileName(name)), content, token);
        }
    }
}
