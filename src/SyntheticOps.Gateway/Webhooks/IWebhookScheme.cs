namespace SyntheticOps.Gateway.Webhooks;

/// <summary>How a kind of sender signs: what it takes to keep its events and to hand them on later.</summary>
internal interface IWebhookScheme
{
    /// <summary>Name in the configuration.</summary>
    string Name { get; }

    /// <summary>Header that bears the signature.</summary>
    string Header { get; }

    /// <summary>Whether one of the secrets signed these bytes, recently enough.</summary>
    bool Verify(ReadOnlySpan<byte> body, string signature, IReadOnlyList<string> secrets, DateTimeOffset now);

    /// <summary>A signature as of now, since receivers refuse an old one.</summary>
    string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset now);

    /// <summary>The sender's own id of the event, by which a repeat is known; null when the body has none.</summary>
    string? EventId(ReadOnlyMemory<byte> body);
}
