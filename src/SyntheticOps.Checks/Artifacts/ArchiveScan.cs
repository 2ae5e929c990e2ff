using System.IO.Compression;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Checks.Artifacts;

/// <summary>Looks for known secrets in an archive, unpacked.</summary>
internal static class ArchiveScan
{
    private const long MaximumUnpacked = 400L * 1024 * 1024;

    /// <summary>False when a secret is in it, and when it is too large or damaged to say.</summary>
    public static bool IsClean(ReadOnlyMemory<byte> content, Redactor redactor)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Sum(entry => entry.Length) > MaximumUnpacked)
            {
                return false;
            }

            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                if (redactor.IsIn(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) || redactor.IsIn(entry.FullName))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return false;
        }
    }
}
