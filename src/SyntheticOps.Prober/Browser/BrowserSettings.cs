using SyntheticOps.ServiceDefaults;

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

    /// <summary>Longest start of a browser.</summary>
    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public static BrowserSettings From(IConfiguration configuration, string? stateFolder = null) => new()
    {
        Path = configuration[Names.Env.Browser] is { Length: > 0 } path ? path : null,
        AllowNoSandbox = configuration[Names.Env.AllowNoSandbox] == "1",
        StateFolder = stateFolder,
    };
}
