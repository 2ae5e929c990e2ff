using SyntheticOps.Checker.Http.Expectations;

namespace SyntheticOps.Checker.Webhook;

/// <summary>What one `webhook` check sends and expects.</summary>
internal sealed record WebhookOptions
{
    /// <summary>The endpoint.</summary>
    public required Uri Target { get; init; }

    /// <summary>Signs the events; never shown.</summary>
    public required string Secret { get; init; }

    /// <summary>Type of the event, such as payment_intent.succeeded.</summary>
    public required string Event { get; init; }

    /// <summary>Where a test order of the run is made, with `$run` in it; null sends an event about a payment that belongs to no order.</summary>
    public string? Order { get; init; }

    /// <summary>The effect to wait for; null is content with the answer.</summary>
    public WebhookEffect? Then { get; init; }

    /// <summary>Sends the event a second time, as payment companies do: it must be taken and change nothing.</summary>
    public bool Repeat { get; init; }

    /// <summary>Events that must be refused.</summary>
    public IReadOnlyList<string> MustRefuse { get; init; } = [];

    public override string ToString() => $"webhook {Target.AbsolutePath}";
}

/// <summary>`then: {json, expect, within}`: what becomes true after the event.</summary>
/// <param name="Path">JSON to ask for, with `$run` in it.</param>
internal sealed record WebhookEffect(string Path, IReadOnlyList<IExpectation> Expectations, TimeSpan Within);
