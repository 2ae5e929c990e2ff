using System.Globalization;
using System.Runtime.InteropServices;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>
/// The files: one a webhook, 0600, numbered in the order of arrival. A file has its name only when it is whole and synced, and
/// the folder is synced after that, so that a webhook that we acknowledged is there after a kill and after a power cut.
/// </summary>
internal sealed partial class WebhookFolder(string path)
{
    private const string Record = ".webhook";
    private const string Unfinished = ".part";
    private const string Damaged = ".damaged";

    private readonly string _path = OwnerOnly.CreateDirectory(path).FullName;

    /// <summary>Returns after record and name are on disk. After an exception the caller decides about the file.</summary>
    public void Write(long number, byte[] record)
    {
        var (part, file) = (Name(number, Unfinished), Name(number, Record));
        try
        {
            using (var stream = OwnerOnly.OpenWrite(part, FileMode.Create))
            {
                stream.Write(record);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: true);
            SyncFolder();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw e as IOException ?? new IOException(e.Message, e);
        }
    }

    /// <summary>Null when the file is gone or damaged.</summary>
    public StoredWebhook? Read(long number)
    {
        var file = Name(number, Record);
        return File.Exists(file) ? StoredWebhook.Decode(File.ReadAllBytes(file)) : null;
    }

    public void Delete(long number)
    {
        File.Delete(Name(number, Unfinished));
        File.Delete(Name(number, Record));
    }

    /// <summary>Keeps a file that cannot be read out of the way, for a person to look at.</summary>
    public void PutAside(long number) => File.Move(Name(number, Record), Name(number, Damaged), overwrite: true);

    /// <summary>What is there after a stop: whole records in order. Files without their final name were never acknowledged.</summary>
    public IReadOnlyList<(long Number, long Length)> Open()
    {
        foreach (var file in Directory.EnumerateFiles(_path, "*" + Unfinished))
        {
            File.Delete(file);
        }

        return [.. Directory.EnumerateFiles(_path, "*" + Record)
            .Select(file => (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1, new FileInfo(file).Length))
            .Where(file => file.Item1 >= 0)
            .OrderBy(file => file.Item1)];
    }

    private string Name(long number, string extension) =>
        Path.Combine(_path, number.ToString("D16", CultureInfo.InvariantCulture) + extension);

    /// <summary>.NET opens no folders. NTFS keeps names in its journal by itself.</summary>
    private void SyncFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(_path, 0);
        if (folder < 0)
        {
            throw new IOException($"The folder {_path} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        }

        var synced = Sync(folder) == 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (!synced)
        {
            throw new IOException($"The folder {_path} cannot be synced (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
