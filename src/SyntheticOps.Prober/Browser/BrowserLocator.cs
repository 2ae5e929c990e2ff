using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Browser;

/// <summary>Finds a Chromium, Chrome or Edge.</summary>
internal static class BrowserLocator
{
    private static readonly string[] Commands =
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge", "msedge"];

    /// <summary>Below a folder of Playwright's own downloads, such as `chromium-1200`.</summary>
    private static readonly string[] InDownload =
    [
        "chrome-linux/chrome", "chrome-linux64/chrome", "chrome-win/chrome.exe", "chrome-win64/chrome.exe",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium", "chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium",
    ];

    /// <summary>The path of the browser, or null and what to do about it.</summary>
    public static (string? Path, string? Problem) Find(BrowserSettings settings)
    {
        if (settings.Path is { } given)
        {
            return File.Exists(given)
                ? (given, null)
                : (null, $"{Names.Env.Browser} names {given}, which does not exist. Set it to the path of a Chromium, Chrome or Edge.");
        }

        var found = InPath().Concat(Installed()).Concat(Downloaded()).FirstOrDefault(File.Exists);
        return found is not null
            ? (found, null)
            : (null, $"No Chromium, Chrome or Edge was found. Install one (apt install chromium) or set {Names.Env.Browser} to its path.");
    }

    private static IEnumerable<string> InPath() =>
        from command in Commands
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        select System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? command + ".exe" : command);

    private static IEnumerable<string> Installed()
    {
        if (OperatingSystem.IsMacOS())
        {
            yield return "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
            yield return "/Applications/Chromium.app/Contents/MacOS/Chromium";
            yield return "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge";
        }

        if (!OperatingSystem.IsWindows())
        {
            yield return "/usr/lib/chromium/chromium";
            yield return "/opt/google/chrome/chrome";
            yield return "/snap/bin/chromium";
            yield break;
        }

        foreach (var variable in (string[])["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"])
        {
            var root = Environment.GetEnvironmentVariable(variable) ?? "";
            yield return System.IO.Path.Combine(root, "Google", "Chrome", "Application", "chrome.exe");
            yield return System.IO.Path.Combine(root, "Microsoft", "Edge", "Application", "msedge.exe");
        }
    }

    private static IEnumerable<string> Downloaded()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] roots =
        [
            Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") ?? "",
            System.IO.Path.Combine(home, ".cache", "ms-playwright"),
            System.IO.Path.Combine(home, "Library", "Caches", "ms-playwright"),
            System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ms-playwright"),
        ];
        return from root in roots
               where root.Length > 0 && Directory.Exists(root)
               from version in Directory.EnumerateDirectories(root, "chromium-*").OrderDescending(StringComparer.Ordinal)
               from file in InDownload
               select System.IO.Path.Combine(version, file);
    }
}
