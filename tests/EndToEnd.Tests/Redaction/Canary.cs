using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EndToEnd.Tests.Redaction;

/// <summary>A secret that is put in at one end, and the ways in which it may come out at the other. Knows nothing of how the product writes them.</summary>
internal sealed record Canary(string Name, string Value)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Raw, URL, HTML, JSON (once and twice), hex, base64 at each offset, UTF-16; as bytes, one character each.</summary>
    public IEnumerable<(string Form, string Text)> Forms()
    {
        var bytes = Encoding.UTF8.GetBytes(Value);
        var json = JsonSerializer.Serialize(Value)[1..^1];
        yield return ("raw", Value);
        yield return ("url", Uri.EscapeDataString(Value));
        yield return ("form", WebUtility.UrlEncode(Value));
        yield return ("html", WebUtility.HtmlEncode(Value));
        yield return ("json", json);
        yield return ("json", JsonSerializer.Serialize(Value, Relaxed)[1..^1]);
        yield return ("json in json", JsonSerializer.Serialize(json)[1..^1]);
        yield return ("hex", Convert.ToHexString(bytes));
        yield return ("hex", Convert.ToHexStringLower(bytes));
        for (var offset = 0; offset < 3; offset++)
        {
            // Of the first and the last letters some bits are the neighbours'.
            var text = Convert.ToBase64String([.. new byte[offset], .. bytes, .. new byte[2]]);
            var inner = text[(offset == 0 ? 0 : 4)..((offset + bytes.Length) / 3 * 4)];
            yield return ("base64", inner);
            yield return ("base64url", inner.Replace('+', '-').Replace('/', '_'));
        }

        yield return ("utf-16", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Value)));
        yield return ("utf-16", Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(Value)));
    }
}
