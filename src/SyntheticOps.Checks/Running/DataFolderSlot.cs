using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Running;

/// <summary>The data folder of this process, where it needs one.</summary>
public sealed record DataFolderSlot(DataFolder? Folder) : IDisposable
{
    public void Dispose() => Folder?.Dispose();
}
