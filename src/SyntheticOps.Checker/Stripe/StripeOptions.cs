namespace SyntheticOps.Checker.Stripe;

/// <summary>What one `stripe` check asks for.</summary>
internal sealed record StripeOptions
{
    /// <summary>Base address of Stripe's API.</summary>
    public required Uri Api { get; init; }

    /// <summary>A restricted key that may read events; never shown.</summary>
    public required string Key { get; init; }

    /// <summary>More undelivered events than that are down.</summary>
    public required int UndeliveredAtMost { get; init; }

    /// <summary>Types to look at; empty is all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A younger event may still be on its way.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>An older event is history.</summary>
    public required TimeSpan LookBack { get; init; }

    public override string ToString() => $"stripe {Api.IdnHost}";
}
