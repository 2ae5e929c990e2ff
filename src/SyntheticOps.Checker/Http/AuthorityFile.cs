using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Authorities of PEM files, read again when the file has changed: it may come, or be renewed, after the start. Reading costs
/// half as much as a handshake.
/// </summary>
internal static class AuthorityFile
{
    private const int MostFiles = 200;

    private static readonly ConcurrentDictionary<string, (string Stamp, X509Certificate2[] Authorities)> Known = new(StringComparer.Ordinal);

    /// <summary>Shared: whoever gets them does not dispose of them.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds no PEM.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var stamp = StampOf(path);
        if (Known.TryGetValue(path, out var known) && known.Stamp == stamp)
        {
            return [.. known.Authorities];
        }

        var read = new X509Certificate2Collection();
        read.ImportFromPemFile(path);
        if (Known.Count >= MostFiles)
        {
            Known.Clear();
        }

        Known[path] = (stamp, [.. read]);
        return read;
    }

    /// <summary>Changes with the file; empty when there is none.</summary>
    public static string StampOf(string? path) =>
        path is not null && new FileInfo(path) is { Exists: true } file ? $"{path} {file.LastWriteTimeUtc.Ticks} {file.Length}" : "";
}
