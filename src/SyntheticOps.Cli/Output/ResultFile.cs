using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Output;

/// <summary>A file of results: tried before anything is done, so that a long run does not end without them, and written whole or not at all.</summary>
internal static class ResultFile
{
    public static void Verify(FileInfo? file, string option = "--json")
    {
        if (file is null)
        {
            return;
        }

        try
        {
            var isNew = !file.Exists;
            file.Open(FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (isNew)
            {
                file.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{option}: {file} cannot be written: {e.Message}");
        }
    }

    public static async Task WriteAsync(FileInfo? file, Func<string> document, string option = "--json")
    {
        if (file is null)
        {
            return;
        }

        try
        {
            var text = document() + Environment.NewLine;
            if (IsDevice(file))
            {
                await File.WriteAllTextAsync(file.FullName, text, CancellationToken.None);
                return;
            }

            var next = $"{file.FullName}.{Environment.ProcessId}.next";
            await File.WriteAllTextAsync(next, text, CancellationToken.None);
            File.Move(next, file.FullName, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"{option}: {file} cannot be written: {e.Message}");
        }
    }

    /// <summary>/dev/stdout and the like take no other file in their place.</summary>
    private static bool IsDevice(FileInfo file) => file.FullName.StartsWith("/dev/", StringComparison.Ordinal) || file.FullName.StartsWith("/proc/", StringComparison.Ordinal);
}
