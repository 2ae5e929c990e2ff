using System.CommandLine;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Journeys;

/// <summary>`synops journey import recording.json`: a recording of Chrome as a journey of ours.</summary>
internal static class JourneyImportCommand
{
    public const string Name = "import";

    public const string More = """
        Exit code: 0 written, 2 not a recording, or one with a step that has no counterpart.

        Example:
          synops journey import recording.json -o journeys/checkout.yaml
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("recording") { Description = "The JSON that the Recorder of Chrome's DevTools exports." };
        var output = PathOption.File("--output", "File to write; by default to the terminal. A file that exists is not overwritten.", "-o");
        var command = new Command(Name, "Write a recording of Chrome's Recorder as a journey.") { file, output };
        command.SetAction((parsed, token) => JourneyImporter.RunAsync(parsed.GetValue(file)!, parsed.GetValue(output), Screen.Out, token));
        return command;
    }
}
