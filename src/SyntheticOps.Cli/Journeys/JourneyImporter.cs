using Spectre.Console;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Cli.Output;
using SyntheticOps.Prober.Journeys.Recordings;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Writes a recording as YAML.</summary>
internal static class JourneyImporter
{
    public static async Task<int> RunAsync(FileInfo file, FileInfo? output, IAnsiConsole screen, CancellationToken token)
    {
        var recording = Read(file);
        foreach (var note in recording.Notes.Distinct())
        {
            screen.WriteLine($"# {Plain.Text(note)}");
        }

        if (recording.Text.Contains("\nvariables:\n", StringComparison.Ordinal))
        {
            screen.WriteLine("# Values that look secret stand under 'variables' in clear text: put \"${NAME}\" there and the value into the environment.");
        }

        if (output is null)
        {
            screen.WriteLine(Console.IsOutputRedirected ? recording.Text.TrimEnd('\n') : Plain.Lines(recording.Text.TrimEnd('\n')));
            return Names.ExitCodes.Success;
        }

        await JourneyFiles.WriteAsync(output, recording.Text, token);
        screen.WriteLine($"Written: {Plain.Text(output.ToString())}");
        return Names.ExitCodes.Success;
    }

    private static Recording Read(FileInfo file)
    {
        var errors = new ConfigErrors();
        var root = ConfigFile.Read(file.FullName, new Variables(_ => null), errors);
        if (root is not null && !Recording.Is(root))
        {
            root.Fail("this is not a recording of Chrome's Recorder: {\"title\": …, \"steps\": [{\"type\": …}]}");
        }

        var recording = root is null || errors.Any ? null : RecordingReader.Read(root);
        return recording ?? throw new CliException(Names.ExitCodes.Configuration, string.Join(Environment.NewLine, errors.Lines.Select(JourneyFiles.Short)));
    }
}
