using Spectre.Console;

namespace SyntheticOps.Cli.Output;

/// <summary>The terminal: colours only where a person looks, and never into a pipe, a file or with NO_COLOR.</summary>
internal static class Screen
{
    /// <summary>Wide enough that no line breaks: in a log, the second half of a broken line would begin with what a page wrote.</summary>
    private const int NeverWraps = 8192;

    private static readonly Lazy<IAnsiConsole> Standard = new(() => Create(Console.Out, Console.IsOutputRedirected, Environment.GetEnvironmentVariable));

    public static IAnsiConsole Out => Standard.Value;

    public static IAnsiConsole Create(TextWriter writer, bool redirected, Func<string, string?> variable)
    {
        var plain = redirected || variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),

            // Without ANSI, Spectre sets the console's colours, and .NET may write those as escape codes; without colours it writes none.
            Ansi = plain ? AnsiSupport.Yes : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,

            // Spectre's own look at CI variables switches escape codes on.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (plain || variable("CI") is { Length: > 0 })
        {
            console.Profile.Width = NeverWraps;
        }

        return console;
    }
}
