using SyntheticOps.ServiceDefaults.Signing;

namespace Parfumerie.Payments;

/// <summary>Stripe's signature with the shop's own secrets.</summary>
internal sealed class StripeSignature(StripeKeys keys, TimeProvider clock) : IWebhookSignature
{
    public const string Header = StripeSigning.Header;

    public bool IsValid(ReadOnlySpan<byte> body, string? header) => Verify(body, header, keys.WebhookSecrets, clock.GetUtcNow());

    /// <summary>The value that the sender puts into the header.</summary>
    public static string Create(ReadOnlySpan<byte> body, string secret, DateTimeOffset now) => StripeSigning.Create(body, secret, now);

    internal static bool Verify(ReadOnlySpan<byte> body, string? header, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StripeSigning.Verify(body, header, secrets, now);
}
