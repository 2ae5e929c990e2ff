using System.Globalization;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Prober.Browser;

/// <summary>Which browser is driven and how (contracts.md section 1).</summary>
internal sealed record BrowserSettings
{
    /// <summary>SYNOPS_BROWSER; null looks in the usual places.</summary>
    public string? Path { get; init; }

    /// <summary>SYNOPS_ALLOW_NO_SANDBOX=1: Chromium without its sandbox. Root cannot have one.</summary>
    public bool AllowNoSandbox { get; init; }

    /// <summary>Where running browsers are noted, so that the next start finds orphans; null notes nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Runs after which the browser process is replaced.</summary>
    public int RunsPerBrowser { get; init; } = 50;

    /// <summary>Most memory of one browser, bytes; above it the browser is ended and its runs are unknown (resource_limit).</summary>
    public long MemoryLimit { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Longest start of a browser.</summary>
    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>With a window, for a person who develops a journey.</summary>
    public bool Headed { get; init; }

    /// <summary>Pause after each thing the browser is told.</summary>
    public TimeSpan SlowMotion { get; init; }

    public static BrowserSettings From(IConfiguration configuration, string? stateFolder = null) => new()
    {
        Path = configuration[Names.Env.Browser] is { Length: > 0 } path ? path : null,
        AllowNoSandbox = configuration[Names.Env.AllowNoSandbox] == "1",
        StateFolder = stateFolder,
        RunsPerBrowser = Number(configuration, "Browser:RunsPerBrowser", 1, 10_000) ?? 50,
        MemoryLimit = (Number(configuration, "Browser:MemoryLimitMiB", 256, 65_536) ?? 1024) * 1024L * 1024,
    };

    /// <summary>Journeys at once: one core is left to the system, and each browser context may need as much memory as the limit.</summary>
    public int Concurrency(int cores, long availableMemory) => (int)Math.Clamp(Math.Min(cores - 1, availableMemory / MemoryLimit), 1, 16);

    private static int? Number(IConfiguration configuration, string key, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new StartupException(Names.ExitCodes.Configuration, string.Create(CultureInfo.InvariantCulture, $"{key}: a whole number from {least} to {most} is expected, not '{text}'."));
    }
}
