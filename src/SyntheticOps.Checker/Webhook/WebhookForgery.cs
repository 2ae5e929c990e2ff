using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Webhook;

/// <summary>Signatures that an endpoint must refuse. The event is one that it has handled already, so that believing them does no harm.</summary>
internal static class WebhookForgery
{
    public const string BadSignature = "bad-signature";
    public const string Replay = "replay";

    /// <summary>Beyond the tolerance by more than two clocks may differ.</summary>
    private static readonly TimeSpan ReplayAge = StripeScheme.Tolerance + TimeSpan.FromSeconds(60);

    public static string Sign(string forgery, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (forgery == Replay)
        {
            return StripeScheme.Sign(body, secret, now - ReplayAge);
        }

        var signature = StripeScheme.Sign(body, secret, now);
        return signature[..^1] + (signature[^1] == '0' ? '1' : '0');
    }

    /// <summary>What it was, in a sentence.</summary>
    public static Saying Describe(string forgery) => Saying.Of(forgery == Replay ? "hook.old" : "hook.forged");
}
