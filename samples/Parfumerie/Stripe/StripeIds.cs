using System.Security.Cryptography;

namespace Parfumerie.Stripe;

/// <summary>Ids that look like Stripe's: `pi_3…`, `evt_3…`.</summary>
internal static class StripeIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New(string prefix) => $"{prefix}_3{RandomNumberGenerator.GetString(Alphabet, 23)}";

    public static string NewClientSecret(string intent) => $"{intent}_secret_{RandomNumberGenerator.GetString(Alphabet, 25)}";
}
