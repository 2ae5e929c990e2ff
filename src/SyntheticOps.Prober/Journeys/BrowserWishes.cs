namespace SyntheticOps.Prober.Journeys;

/// <summary>What a journey wants of its browser context; the defaults are those of a cautious customer.</summary>
internal sealed record BrowserWishes
{
    public static BrowserWishes Usual { get; } = new();

    /// <summary>alert, confirm and leave questions are answered with OK; dismissed otherwise.</summary>
    public bool AcceptsDialogs { get; init; }

    /// <summary>Files may be downloaded, into a folder that goes with the run; refused otherwise.</summary>
    public bool AcceptsDownloads { get; init; }

    /// <summary>Service workers run; blocked otherwise, because they hide requests.</summary>
    public bool AllowsServiceWorkers { get; init; }

    /// <summary>BCP 47; null is the site's first language.</summary>
    public string? Locale { get; init; }

    /// <summary>Pixels; null is the usual window.</summary>
    public (int Width, int Height)? Viewport { get; init; }
}
