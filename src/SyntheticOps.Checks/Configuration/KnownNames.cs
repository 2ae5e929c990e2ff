namespace SyntheticOps.Checks.Configuration;

/// <summary>Words of synthetics.yaml that every process must know, whatever it runs itself.</summary>
public static class KnownNames
{
    /// <summary>The step at which a payment begins when `scenario: payment` names none.</summary>
    public const string PaymentStep = "pay";

    /// <summary>Values of `synthetic.check.type` (contracts.md section 3).</summary>
    public static IReadOnlyList<string> CheckTypes { get; } =
        ["http", "headers", "tls", "dns", "journey", "webhook", "data", "stripe", "provider", "heartbeat"];

    public static IReadOnlyList<string> Scenarios { get; } = ["downtime", "payment", "security", "performance", "data-loss"];

    /// <summary>What may stand below a channel's name; the collector has the channels.</summary>
    public static IReadOnlyList<string> ChannelTypes { get; } = ["webhook"];
}
