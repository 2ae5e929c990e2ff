using System.Buffers;
using System.Text;

namespace SyntheticOps.ServiceDefaults.Redaction;

/// <summary>Masks credentials by their shape or their name: JWT, Bearer, keys of clouds and vendors, signed URLs, cookies, private keys. Linear in the text.</summary>
internal static class Tokens
{
    private const int LongestUserinfo = 512;

    /// <summary>Of a pair `user:password` in base64, the colon stands in so many letters: text without one is not decoded again and again. A multiple of 4.</summary>
    private const int LongestUser = 256;

    private static readonly SearchValues<string> Anchors = SearchValues.Create([.. TokenAnchor.All.Select(anchor => anchor.Text)], StringComparison.OrdinalIgnoreCase);

    /// <summary>By their first letter, in both cases.</summary>
    private static readonly ILookup<char, TokenAnchor> ByFirst = TokenAnchor.All.ToLookup(anchor => char.ToUpperInvariant(anchor.Text[0]));

    private static readonly SearchValues<char> Url64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<char> Token68 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");
    private static readonly SearchValues<char> EndsOfValue = SearchValues.Create("&;,\"'<>(){}[]\\| \t\r\n");
    private static readonly SearchValues<char> EndsOfUserinfo = SearchValues.Create("/?# \"'<>\\\r\n");

    public static string Mask(string text)
    {
        StringBuilder? masked = null;
        var (copied, at) = (0, 0);
        while (at < text.Length && text.AsSpan(at).IndexOfAny(Anchors) is >= 0 and var skip)
        {
            at += skip;
            var (start, end) = Find(text, at);
            if (end > start && !IsMasked(text.AsSpan(start, end - start)))
            {
                (masked ??= new StringBuilder(text.Length)).Append(text, copied, start - copied).Append(Redactor.Mask);
                copied = end;
            }

            at = Math.Max(end, at + 1);
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The secret that an anchor at this place announces; where to go on, with an equal start, when there is none.</summary>
    private static (int Start, int End) Find(string text, int at)
    {
        foreach (var anchor in ByFirst[char.ToUpperInvariant(text[at])])
        {
            if (text.AsSpan(at).StartsWith(anchor.Text, StringComparison.OrdinalIgnoreCase))
            {
                return anchor.Kind switch
                {
                    TokenKind.Jwt => Jwt(text, at),
                    TokenKind.Bearer => Scheme(text, at, anchor, _ => true),
                    TokenKind.Basic => Scheme(text, at, anchor, IsPair),
                    TokenKind.Key => Key(text, at, anchor),
                    TokenKind.Named => Named(text, at, anchor),
                    TokenKind.Pem => Pem(text, at),
                    _ => Userinfo(text, at),
                };
            }
        }

        return (at, at);
    }

    private static (int Start, int End) Jwt(string text, int at)
    {
        var head = Run(text, at, Url64);
        if (head - at < 12 || head >= text.Length || text[head] != '.')
        {
            return (head, head);
        }

        var body = Run(text, head + 1, Url64);
        return body - head - 1 < 8 ? (body, body) : (at, body < text.Length && text[body] == '.' ? Run(text, body + 1, Url64) : body);
    }

    private static (int Start, int End) Scheme(string text, int at, TokenAnchor anchor, Func<ReadOnlySpan<char>, bool> isIt)
    {
        var blank = at + anchor.Text.Length;
        var start = SkipAny(text, blank, " \t+:");
        start = text.AsSpan(start).StartsWith("%20", StringComparison.Ordinal) ? start + 3 : start;
        var head = Math.Min(text.Length, start + LongestUser);
        var end = start > blank ? Run(text, start, Token68, head) : start;
        return end - start >= anchor.Least && isIt(text.AsSpan(start, end - start)) ? (at, end == head ? Run(text, end, Token68, text.Length) : end) : (blank, blank);
    }

    private static bool IsPair(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[LongestUser];
        return Convert.TryFromBase64Chars(text, bytes, out var length) && bytes[..length].Contains((byte)':');
    }

    private static (int Start, int End) Key(string text, int at, TokenAnchor anchor)
    {
        var rest = at + anchor.Text.Length;
        if ((at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) || !text.AsSpan(at, anchor.Text.Length).SequenceEqual(anchor.Text))
        {
            return (rest, rest);
        }

        var end = Run(text, rest, Token68);
        return end - rest >= anchor.Least ? (at, end) : (rest, rest);
    }

    private static (int Start, int End) Named(string text, int at, TokenAnchor anchor)
    {
        var name = at + anchor.Text.Length;
        if (at > 0 && anchor.Text.Length <= 3 && char.IsAsciiLetter(text[at - 1]))
        {
            return (name, name);
        }

        var sign = SkipAny(text, name, "\\\"'");
        sign = sign > name ? SkipAny(text, sign, " ") : sign;
        var equals = text.AsSpan(sign).StartsWith("%3D", StringComparison.OrdinalIgnoreCase);
        if (sign >= text.Length || !(equals || text[sign] is '=' || (text[sign] is ':' && (sign > name || anchor.Least > 0))))
        {
            return (name, name);
        }

        var blank = SkipAny(text, sign + (equals ? 3 : 1), " \t");
        var start = SkipAny(text, blank, "\\\"'");
        return (start, start > blank ? EndOf(text, start, "\\\"'\r\n") : text[sign] is ':' && sign == name ? EndOf(text, start, "\r\n\"") : EndOfBare(text, start, equals));
    }

    private static int EndOfBare(string text, int start, bool encoded)
    {
        var length = text.AsSpan(start).IndexOfAny(EndsOfValue);
        var end = length < 0 ? text.Length : start + length;
        var ampersand = encoded ? text.AsSpan(start, end - start).IndexOf("%26", StringComparison.Ordinal) : -1;
        return ampersand < 0 ? end : start + ampersand;
    }

    private static (int Start, int End) Pem(string text, int at)
    {
        var line = EndOf(text, at, "\r\n\\");
        if (!text.AsSpan(at, line - at).Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
        {
            return (line, line);
        }

        var end = text.IndexOf("-----END", line, StringComparison.OrdinalIgnoreCase);
        return (at, end < 0 ? text.Length : EndOf(text, end, "\r\n\\\""));
    }

    private static (int Start, int End) Userinfo(string text, int at)
    {
        var start = at + 3;
        var window = text.AsSpan(start, Math.Min(LongestUserinfo, text.Length - start));
        var stop = window.IndexOfAny(EndsOfUserinfo);
        var sign = (stop < 0 ? window : window[..stop]).LastIndexOf('@');
        return sign > 0 ? (start, start + sign) : (start, start);
    }

    private static bool IsMasked(ReadOnlySpan<char> value) =>
        value.StartsWith(Redactor.Mask, StringComparison.Ordinal) || value is "true" or "false" or "null" or "*" or "undefined";

    private static int Run(string text, int start, SearchValues<char> allowed) => Run(text, start, allowed, text.Length);

    private static int Run(string text, int start, SearchValues<char> allowed, int limit)
    {
        var length = text.AsSpan(start, limit - start).IndexOfAnyExcept(allowed);
        return length < 0 ? limit : start + length;
    }

    private static int EndOf(string text, int start, ReadOnlySpan<char> ends)
    {
        var length = text.AsSpan(start).IndexOfAny(ends);
        return length < 0 ? text.Length : start + length;
    }

    private static int SkipAny(string text, int start, ReadOnlySpan<char> characters)
    {
        while (start < text.Length && characters.Contains(text[start]))
        {
            start++;
        }

        return start;
    }
}
