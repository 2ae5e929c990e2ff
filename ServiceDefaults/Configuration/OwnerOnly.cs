namespace SyntheticOps.ServiceDefaults.Configuration;

/// <summary>Folders (0700) and files (0600) that only their owner may read; on Windows the profile's own rights hold.</summary>
public static class OwnerOnly
{
    public static DirectoryInfo CreateDirectory(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Opens for writing; a new file is 0600 from its first byte.</summary>
    public static FileStream OpenWrite(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Replaces a file as a whole: readers see the old text or the new one, also after a crash.</summary>
    public static void WriteAllText(string path, string text)
    {
        var next = path + ".next";
        using (var stream = OpenWrite(next, FileMode.Create))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
