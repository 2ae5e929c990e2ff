using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Prober.Browser;

/// <summary>A folder for what the driver records before it is cleaned: in memory where the system offers enough of it, so that no secret reaches a disk.</summary>
internal static class TraceFolder
{
    public const string Prefix = "synops-traces-";

    private const string Memory = "/dev/shm";
    private const long Least = 512L * 1024 * 1024;

    public static string Create()
    {
        var root = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Least ? Memory : Path.GetTempPath();
        return OwnerOnly.CreateDirectory(Path.Combine(root, Prefix + Guid.NewGuid().ToString("N"))).FullName;
    }
}
