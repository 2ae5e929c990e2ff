using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>How pages are shown: section `Dashboard`.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>IANA name of the zone of every time on a page, such as Europe/Paris. Default: the machine's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Seconds between two refreshes of an open page; 0 turns them off. Default 15.</summary>
    [Range(0, 3600)]
    public int RefreshSeconds { get; set; } = 15;

    /// <summary>Sites with a public status page, by their key in synthetics.yaml; the first answers at `/status`. Default: the first site.</summary>
    public string[] PublicSites { get; set; } = [];

    public TimeZoneInfo Zone => TimeZone is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
