using System.CommandLine;
using System.CommandLine.Parsing;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Journeys;

/// <summary>`synops journey run FILE`: one journey, now, with a live list of its steps.</summary>
internal static class JourneyRunCommand
{
    public const string Name = "run";

    public const string More = """
        Exit code: 0 up or degraded, 1 down, 2 usage or a mistake in the journey, 4 unknown outcome or a fault of synops, 130 interrupted.
        Nothing is sent to a collector. Keys and variables of a running demo are taken from its connection.json.

        Examples:
          synops journey run journeys/checkout.yaml
          synops journey run recording.json --url http://localhost:5080 --headed --slow-mo 250
          synops journey run journeys/checkout.yaml --step --artifacts shots
          synops journey run Shop.Journeys.dll --class SearchAndBuy --set card=4242424242424242
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A journey, a recording of Chrome's Recorder, or an assembly with a journey in C#." };
        var url = new Option<Uri?>("--url")
        {
            Description = "Run it against this address instead of the site of synthetics.yaml; also one of this machine or a private network.",
            CustomParser = result => JourneyOptions.UrlOf(result.Tokens[0].Value, result.AddError),
        };
        var artifacts = PathOption.Folder("--artifacts", "Keep pictures and other artifacts in this folder.");
        var name = new Option<string?>("--class") { Description = "Of an assembly with several journeys, which one." };
        var set = new Option<Dictionary<string, string>>("--set")
        {
            Description = "NAME=VALUE, a variable for a journey in C#.",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = Pairs,
        };
        var options = new JourneyOptions();
        var command = new Command(Name, "Run one journey with a live list of its steps.") { file, url, artifacts, name, set };
        options.AddTo(command);
        command.SetAction((parsed, token) => JourneyRunOnce.RunAsync(
            parsed.GetValue(file)!, options.Read(parsed, parsed.GetValue(url)) with
            {
                Artifacts = parsed.GetValue(artifacts),
                Class = parsed.GetValue(name),
                Variables = parsed.GetValue(set) ?? [],
            },
            Screen.Out, token));
        return command;
    }

    private static Dictionary<string, string> Pairs(ArgumentResult result)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                result.AddError("--set takes NAME=VALUE.");
                return pairs;
            }

            pairs[name] = value;
        }

        return pairs;
    }
}
