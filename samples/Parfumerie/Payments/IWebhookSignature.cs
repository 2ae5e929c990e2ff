namespace Parfumerie.Payments;

/// <summary>Decides whether a webhook comes from Stripe.</summary>
internal interface IWebhookSignature
{
    /// <param name="body">The bytes as they arrived.</param>
    /// <param name="header">Value of `Stripe-Signature`.</param>
    bool IsValid(ReadOnlySpan<byte> body, string? header);
}
