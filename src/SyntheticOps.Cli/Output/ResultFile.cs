using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Output;

/// <summary>The file of --json: tried before anything is done, so that a long run does not end without its results.</summary>
internal static class ResultFile
{
    public static void Verify(FileInfo? file)
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
            throw new CliException(Names.ExitCodes.Configuration, $"--json: {file} cannot be written: {e.Message}");
        }
    }

    public static async Task WriteAsync(FileInfo? file, Func<string> document)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file.FullName, document() + Environment.NewLine, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"--json: {file} cannot be written: {e.Message}");
        }
    }
}
