using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Spooling;

/// <summary>A record's file. A disk that refuses is an answer here, never an exception.</summary>
internal static class SpoolFile
{
    /// <summary>A new file of the owner's.</summary>
    public static FileStream Create(string path) => OwnerOnly.OpenWrite(path, FileMode.CreateNew);

    /// <summary>Null once the record is on disk, else why it is not; then nothing of it stays, so that a full disk gets no fuller.</summary>
    public static string? Write(string path, byte[] record, Func<string, FileStream> open)
    {
        var opened = false;
        try
        {
            using var stream = open(path);
            opened = true;
            stream.Write(record.AsSpan(0, record.Length / 2));
            Failpoint.Hit("spool.mid-append", stream);
            stream.Write(record.AsSpan(record.Length / 2));
            Failpoint.Hit("spool.after-append-before-fsync", stream);
            stream.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last of these is how the runtime says EFBIG, a limit of file sizes.
            if (opened)
            {
                Delete(path);
            }

            return e.Message;
        }
    }

    /// <summary>Null when the record is gone, torn, changed or cannot be read. A folder that is away throws: its records may be whole.</summary>
    public static SpoolItem? Read(string path)
    {
        try
        {
            return SpoolItem.Decode(File.ReadAllBytes(path));
        }
        catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && Directory.Exists(Path.GetDirectoryName(path)))
        {
            return null;
        }
    }

    /// <summary>A file that cannot be deleted is sent again at the next start, and known by its span ids.</summary>
    public static void Delete(string path) => Try(() => File.Delete(path));

    public static void Move(string path, string to) => Try(() => File.Move(path, to, overwrite: true));

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is read-only or gone: what stays on it harms nothing.
        }
    }
}
