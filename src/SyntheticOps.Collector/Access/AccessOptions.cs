using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Collector.Access;

/// <summary>How people get into the dashboard: section `Access`.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Host names the process answers to besides localhost, 127.0.0.1 and [::1]. Default none.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Address under which people reach the dashboard, for links; default is the `http` listener's own.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long a login link lives. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session ends after so long without a request; a visible page refreshes and counts. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after so long in any case. Default 12 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SessionAbsolute { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Login attempts a minute and peer address. Default 10.</summary>
    [Range(1, 1000)]
    public int LoginTriesPerMinute { get; set; } = 10;
}
