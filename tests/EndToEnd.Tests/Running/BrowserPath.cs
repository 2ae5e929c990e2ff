namespace EndToEnd.Tests.Running;

/// <summary>Finds the browser for the prober and for the tests' own look at the pages.</summary>
internal static class BrowserPath
{
    private static readonly string[] Commands = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge", "msedge"];

    public static string? Find() =>
        Environment.GetEnvironmentVariable("SYNOPS_BROWSER") is { Length: > 0 } given
            ? given
            : Commands.SelectMany(_ => Folders, (command, folder) => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    private static string[] Folders => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
