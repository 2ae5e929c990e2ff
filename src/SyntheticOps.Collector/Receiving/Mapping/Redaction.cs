using System.Text.RegularExpressions;

namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>
/// Masks what must not be stored, whoever forgot to: card numbers, bearer tokens, JWTs, secrets of Stripe. The senders redact
/// as well; this is the second line.
/// </summary>
internal static partial class Redaction
{
    public const string Mask = "[REDACTED]";

    /// <summary>Shortest card number with its check digit (ISO/IEC 7812).</summary>
    private const int ShortestCard = 13;

    private const int LongestCard = 19;

    /// <summary>The text with every secret in it masked; the same instance when there is none.</summary>
    public static string Apply(string text)
    {
        if (text.Length < ShortestCard)
        {
            return text;
        }

        text = Tokens().Replace(text, Mask);
        return Digits().Replace(text, match => IsCard(match.Value) ? Mask : match.Value);
    }

    /// <summary>The value, masked whole when the key says that it is a secret.</summary>
    public static string Apply(string key, string value) => SecretKeys().IsMatch(key) ? Mask : Apply(value);

    private static bool IsCard(string match)
    {
        var sum = 0;
        var count = 0;
        for (var i = match.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(match[i]))
            {
                continue;
            }

            var digit = match[i] - '0';
            digit = count++ % 2 == 0 ? digit : digit * 2;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return count is >= ShortestCard and <= LongestCard && sum % 10 == 0;
    }

    [GeneratedRegex(
        @"(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]{12,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/=]{10,}",
        RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    // Issuers' first digits only (Amex, Visa, Mastercard, Discover): times in ms and ns begin with 1.
    [GeneratedRegex(@"\b(?:[3-6]|2[2-7])(?:[ -]?[0-9]){11,18}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?i)(?:^|[._-])(?:authorization|cookie|set-cookie|set_cookie|password|passwd|secret|api[_-]?key)$", RegexOptions.NonBacktracking)]
    private static partial Regex SecretKeys();
}
