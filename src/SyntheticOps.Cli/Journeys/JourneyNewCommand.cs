using System.CommandLine;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Journeys;

/// <summary>`synops journey new URL`: looks at a page and writes a first journey.</summary>
internal static class JourneyNewCommand
{
    public const string Name = "new";

    public const string More = """
        Exit code: 0 written, 1 the page did not answer well, 2 usage, 4 unknown outcome or a fault of synops.
        The journey opens the page and follows one of its links; the fields and buttons of the page stand below as comments.

        Example:
          synops journey new https://shop.example -o journeys/first.yaml
        """;

    public static Command Create()
    {
        var url = new Argument<Uri?>("url")
        {
            Description = "The page to begin with.",
            CustomParser = result => JourneyOptions.UrlOf(result.Tokens[0].Value, result.AddError),
        };
        var output = PathOption.File("--output", "File to write; by default to the terminal. A file that exists is not overwritten.", "-o");
        var options = new JourneyOptions();
        var command = new Command(Name, "Look at a page and write a first journey for it.") { url, output };
        options.AddTo(command);
        command.SetAction((parsed, token) => JourneyNew.RunAsync(options.Read(parsed, parsed.GetValue(url)), parsed.GetValue(output), Screen.Out, token));
        return command;
    }
}
