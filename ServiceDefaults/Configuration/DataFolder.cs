using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.ServiceDefaults.Configuration;

/// <summary>State of one process on disk (0700), held by a lock: a second process on it exits 3.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream holder) => (Root, _lock) = (path, holder);

    public string Root { get; }

    /// <summary>SYNOPS_DATA, else `.synops/SERVICE` beside synthetics.yaml, else in the working directory.</summary>
    public static DataFolder Open(IConfiguration configuration, string service)
    {
        var path = configuration[Names.Env.Data] is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.Combine(
                Path.GetDirectoryName(SyntheticsPath.Find(configuration)) ?? Environment.CurrentDirectory, ".synops", service);
        try
        {
            OwnerOnly.CreateDirectory(path);
            var holder = OwnerOnly.OpenWrite(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileShare.None);
            return new DataFolder(path, holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                Names.ExitCodes.DataFolderTaken,
                $"The data folder {path} is in use by another process or not writable ({e.Message}). Set {Names.Env.Data} to another folder.");
        }
    }

    /// <summary>A sub-folder, made when it is missing.</summary>
    public string Folder(string name) => OwnerOnly.CreateDirectory(Path.Combine(Root, name)).FullName;

    public string File(string name) => Path.Combine(Root, name);

    public void Dispose() => _lock.Dispose();
}
