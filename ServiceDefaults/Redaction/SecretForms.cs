using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SyntheticOps.ServiceDefaults.Redaction;

/// <summary>The ways in which a known secret is written: as it is, percent-encoded, in JSON and HTML, base64 at any offset, hex, spread by spaces or dashes.</summary>
internal static class SecretForms
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return WebUtility.HtmlEncode(secret);
        foreach (var json in (string[])[JsonSerializer.Serialize(secret)[1..^1], JsonSerializer.Serialize(secret, Relaxed)[1..^1]])
        {
            yield return json;
            yield return JsonSerializer.Serialize(json, Relaxed)[1..^1];
        }

        yield return Convert.ToHexString(bytes);
        foreach (var form in Base64(bytes))
        {
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }

        var dense = Dense(secret);
        yield return dense;
        if (dense.Length is >= 12 and <= 19 && dense.All(char.IsAsciiDigit))
        {
            yield return Spread(dense, ' ');
            yield return Spread(dense, '-');
        }
    }

    /// <summary>Without spaces and dashes.</summary>
    public static string Dense(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static string Spread(string digits, char separator) => string.Join(separator, digits.Chunk(4).Select(group => new string(group)));

    /// <summary>Base64 of the secret inside something longer: its letters depend on the offset, and the first and last on the neighbours.</summary>
    private static IEnumerable<string> Base64(byte[] secret)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Convert.ToBase64String([.. new byte[offset], .. secret]).TrimEnd('=');
            var first = offset == 0 ? 0 : offset + 1;
            var last = (offset + secret.Length) % 3 == 0 ? text.Length : text.Length - 1;
            yield return text[first..Math.Max(first, last)];
        }
    }
}
