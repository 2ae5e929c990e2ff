namespace EndToEnd.Tests.Running;

/// <summary>Where the parts of the running system answer, and the keys that open them.</summary>
internal sealed record Addresses
{
    /// <summary>Dashboard and API.</summary>
    public required Uri Collector { get; init; }

    /// <summary>The shop as customers see it, through the gateway.</summary>
    public required Uri Customers { get; init; }

    public required Uri GatewayAdmin { get; init; }

    /// <summary>The shop itself, where the fault API is.</summary>
    public required Uri Shop { get; init; }

    public required string OperatorKey { get; init; }

    public required string IngestKey { get; init; }
}
