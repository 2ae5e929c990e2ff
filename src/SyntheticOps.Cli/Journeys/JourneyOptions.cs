using System.CommandLine;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Options that `journey run` and `journey new` share: where, and how much is to be seen.</summary>
internal sealed class JourneyOptions
{
    private const int LongestPause = 10_000;

    private static readonly TimeSpan WhilePersonLooks = TimeSpan.FromHours(1);

    public Option<FileInfo?> Config { get; } = PathOption.File("--config", "synthetics.yaml, for its sites; by default SYNOPS_CONFIG, else the nearest one upwards.", "-c");

    public Option<string?> Site { get; } = new("--site") { Description = "Which site of synthetics.yaml; needless when there is one." };

    public Option<bool> Headed { get; } = new("--headed") { Description = "Show the browser; needs a display." };

    public Option<int> SlowMotion { get; } = new("--slow-mo")
    {
        Description = "Pause after each thing the browser does, in milliseconds.",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var pause) && pause is >= 0 and <= LongestPause)
            {
                return pause;
            }

            result.AddError($"--slow-mo takes milliseconds from 0 to {LongestPause}.");
            return 0;
        },
    };

    public Option<bool> Step { get; } = new("--step") { Description = "Wait for Enter before each step." };

    public Option<int> Limit { get; } = NumberOption.Create("--timeout", "Seconds for the whole run; an hour with --step.", 120, 1, 3600);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Config, Site, Headed, SlowMotion, Step, Limit })
        {
            command.Add(option);
        }
    }

    public JourneyRequest Read(ParseResult parsed, Uri? url) => new()
    {
        Url = url,
        Config = parsed.GetValue(Config),
        Site = parsed.GetValue(Site),
        Headed = parsed.GetValue(Headed),
        SlowMotion = TimeSpan.FromMilliseconds(parsed.GetValue(SlowMotion)),
        Step = parsed.GetValue(Step),
        Timeout = parsed.GetValue(Step) ? WhilePersonLooks : TimeSpan.FromSeconds(parsed.GetValue(Limit)),
    };

    /// <summary>An http or https address; a bare name means https.</summary>
    public static Uri? UrlOf(string text, Action<string> error)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (Uri.TryCreate(whole, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        error("An http or https address such as https://shop.example is expected, without a user.");
        return null;
    }
}

/// <summary>Where and how to run.</summary>
internal sealed record JourneyRequest
{
    /// <summary>Null takes the site of synthetics.yaml.</summary>
    public Uri? Url { get; init; }

    public FileInfo? Config { get; init; }

    public string? Site { get; init; }

    public bool Headed { get; init; }

    public TimeSpan SlowMotion { get; init; }

    public bool Step { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Of an assembly with several journeys.</summary>
    public string? Class { get; init; }

    /// <summary>For a journey in C#.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Where pictures and other artifacts are kept; null keeps none.</summary>
    public DirectoryInfo? Artifacts { get; init; }
}
