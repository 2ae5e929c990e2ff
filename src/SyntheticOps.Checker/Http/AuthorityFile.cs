using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Authorities of PEM files, taken apart again when the file's bytes have changed: it may come, or be renewed, after the start.
/// Taking apart costs half as much as a handshake; times of files do not tell, because a copy may keep them.
/// </summary>
internal static class AuthorityFile
{
    private const int MostFiles = 200;

    private static readonly ConcurrentDictionary<string, (string Stamp, X509Certificate2[] Authorities)> Known = new(StringComparer.Ordinal);

    /// <summary>Shared: whoever gets them does not dispose of them.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="CryptographicException">It holds no PEM.</exception>
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

    /// <summary>Changes with the file's bytes; empty when there is none that can be read.</summary>
    public static string StampOf(string? path)
    {
        try
        {
            return File.Exists(path) ? $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
