using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.Checker.Webhook;

/// <summary>
/// `Stripe-Signature: t=UNIX,v1=HEX`, HMAC-SHA256 over `T.BODY` with the endpoint's secret
/// (https://docs.stripe.com/webhooks/signature). A receiver allows 300 s of age.
/// </summary>
internal static class StripeScheme
{
    public const string Header = "Stripe-Signature";

    /// <summary>Older ones are a replay.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset time)
    {
        var t = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(t + "."));
        hmac.AppendData(body);
        return $"t={t},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
