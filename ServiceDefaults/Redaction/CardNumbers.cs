using System.Text;

namespace SyntheticOps.ServiceDefaults.Redaction;

/// <summary>
/// Finds card numbers by their check digit (ISO/IEC 7812, Luhn): 13 to 19 digits in one piece, or grouped as cards are printed
/// with one kind of separator. Digits that touch letters are part of an id; times in ms, µs and ns begin with 1.
/// </summary>
internal static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;
    private const int MostGroups = 5;

    public static string Mask(string text)
    {
        StringBuilder? masked = null;
        var copied = 0;
        var at = 0;
        while (text.AsSpan(at).IndexOfAnyInRange('0', '9') is >= 0 and var skip)
        {
            at += skip;
            var end = EndOfDigits(text, at);
            if (EndOfCard(text, at, end) is { } card)
            {
                (masked ??= new StringBuilder(text.Length)).Append(text, copied, at - copied).Append(Redactor.Mask);
                (copied, end) = (card, card);
            }

            at = end;
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    public static bool IsCard(long number)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return EndOfCard(text, 0, text.Length) == text.Length;
    }

    /// <summary>Where the card that begins here ends; null when none does.</summary>
    private static int? EndOfCard(string text, int start, int end)
    {
        if (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.') || !IsIssuer(text.AsSpan(start)))
        {
            return null;
        }

        if (end - start >= Shortest)
        {
            return Ends(text, end) && IsCard(text.AsSpan(start, end - start)) ? end : null;
        }

        return end - start == 4 ? EndOfGroups(text, start, end) : null;
    }

    /// <summary>Groups of four and a rest, 4-6-5 (American Express) or 4-6-4 (Diners); the longest that fits.</summary>
    private static int? EndOfGroups(string text, int start, int firstEnd)
    {
        if (firstEnd >= text.Length || text[firstEnd] is not (' ' or '-' or '\u00A0'))
        {
            return null;
        }

        var separator = text[firstEnd];
        var (ends, lengths) = (new List<int> { firstEnd }, new List<int> { 4 });
        while (ends.Count < MostGroups && ends[^1] is var last && last + 1 < text.Length && text[last] == separator && char.IsAsciiDigit(text[last + 1]))
        {
            ends.Add(EndOfDigits(text, last + 1));
            lengths.Add(ends[^1] - last - 1);
        }

        for (var count = ends.Count; count > 1; count--)
        {
            if (IsPrinted(lengths, count) && Ends(text, ends[count - 1]) && IsCard(text.AsSpan(start, ends[count - 1] - start)))
            {
                return ends[count - 1];
            }
        }

        return null;
    }

    private static bool IsPrinted(List<int> lengths, int count) =>
        (count == 3 && lengths[1] == 6 && lengths[2] is 4 or 5)
        || (count >= 4 && lengths.Take(count - 1).All(length => length == 4) && lengths[count - 1] is >= 1 and <= 4);

    private static bool IsIssuer(ReadOnlySpan<char> digits) => digits[0] is >= '3' and <= '6' || (digits.Length > 1 && digits[0] == '2' && digits[1] is >= '2' and <= '7');

    private static bool Ends(string text, int end) => end == text.Length || !char.IsAsciiLetterOrDigit(text[end]);

    private static int EndOfDigits(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : start + length;
    }

    private static bool IsCard(ReadOnlySpan<char> text)
    {
        var (sum, count) = (0, 0);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                var digit = (text[i] - '0') * (count++ % 2 == 0 ? 1 : 2);
                sum += digit > 9 ? digit - 9 : digit;
            }
        }

        // No issuer gives out 13 digits that begin with 3; bar codes (EAN-13) do.
        return count is >= Shortest and <= Longest && sum % 10 == 0 && !(count == Shortest && text[0] == '3');
    }
}
