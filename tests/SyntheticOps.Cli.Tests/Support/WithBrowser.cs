namespace SyntheticOps.Cli.Tests.Support;

/// <summary>Skips tests where there is no browser.</summary>
internal static class WithBrowser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    public static void Require() => Assert.SkipUnless(IsThere(), "No Chromium, Chrome or Edge is on PATH, and SYNOPS_BROWSER is not set.");

    private static bool IsThere() => Environment.GetEnvironmentVariable("SYNOPS_BROWSER") is { Length: > 0 }
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => Names.Any(name => File.Exists(Path.Combine(folder, name))));
}
