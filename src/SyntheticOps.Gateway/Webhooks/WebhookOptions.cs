using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Section `Webhooks`: which paths bear webhooks that must not be lost, and how much may wait.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Bytes on disk that may wait, dead letters included; beyond them senders get 503.</summary>
    [Range(1024, 1L << 40)]
    public long MaximumBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Largest body of one webhook, bytes; larger ones get 413.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaximumBody { get; set; } = 256 * 1024;

    /// <summary>Seconds that the shop has for one webhook; less than senders wait, so that they hear from us.</summary>
    [Range(1, 600)]
    public int ShopTimeoutS { get; set; } = 10;

    /// <summary>How often the shop may refuse a stored webhook, or break over it and take the next, before it is put aside. A shop that is down does not count.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; set; } = 8;

    /// <summary>By name.</summary>
    public Dictionary<string, WebhookRouteOptions> Routes { get; set; } = [];
}

/// <summary>One route of section `Webhooks:Routes`.</summary>
internal sealed class WebhookRouteOptions
{
    /// <summary>Whole path, such as /api/webhooks/stripe.</summary>
    public string Path { get; set; } = "";

    /// <summary>stripe; without one nothing is stored.</summary>
    public string? Scheme { get; set; }

    /// <summary>False: senders get 503 while the shop cannot take it.</summary>
    public bool Buffer { get; set; } = true;

    /// <summary>Secrets of the endpoint, comma separated, the current one first; for stripe else STRIPE_WEBHOOK_SECRET.</summary>
    public string? Secret { get; set; }

    /// <summary>A file that holds the secrets.</summary>
    public string? SecretFile { get; set; }
}
