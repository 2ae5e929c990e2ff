using System.Buffers;
using System.Text.Json;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>Cleans the lines of JSON of a trace (Playwright's trace format 8 and 9), member by member.</summary>
internal sealed class TraceLines
{
    /// <summary>Headers whose values say nothing about anybody.</summary>
    private static readonly string[] KnownHeaders =
    [
        "accept", "cache-control", "content-encoding", "content-length", "content-security-policy", "content-type", "date", "etag", "expires",
        "last-modified", "retry-after", "server", "strict-transport-security", "vary", "x-content-type-options", "x-frame-options",
    ];

    /// <summary>Arguments of actions that type.</summary>
    private static readonly string[] Typed = ["value", "text", "strings", "options", "files", "payloads", "localPaths", "postData", "jsonData", "formData", "headers", "extraHTTPHeaders"];

    /// <summary>Of the context's options only what the viewer shows.</summary>
    private static readonly string[] KnownOptions = ["viewport", "userAgent", "locale", "deviceScaleFactor", "isMobile", "hasTouch", "baseURL"];

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2000 };

    private readonly Utf8JsonWriter _json;
    private readonly Redactor _redactor;

    private TraceLines(Utf8JsonWriter json, Redactor redactor) => (_json, _redactor) = (json, redactor);

    public static ReadOnlyMemory<byte> Clean(byte[] bytes, Redactor redactor)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(1, bytes.Length));
        foreach (var line in Split(bytes))
        {
            using var document = JsonDocument.Parse(line, Deep);
            using (var json = new Utf8JsonWriter(buffer, JsonRedaction.Readable))
            {
                new JsonRedaction(json, redactor, new TraceLines(json, redactor).Write).Write(document.RootElement, "");
            }

            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Split(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - start : length;
            if (length > 0)
            {
                yield return bytes.AsMemory(start, length);
            }

            start += length + 1;
        }
    }

    /// <summary>The members of a trace that are more than text.</summary>
    private bool Write(JsonElement owner, JsonProperty member, string parent)
    {
        if (member.Name == "postData" || (parent == "options" && !KnownOptions.Contains(member.Name)))
        {
            return true;
        }

        var isHeaders = member.Name == "headers" && member.Value.ValueKind == JsonValueKind.Array && parent != "params";
        var isEmptied = member.Name is "cookies" or "queryString";
        if (!isHeaders && !isEmptied && !Hides(owner, member, parent))
        {
            return false;
        }

        _json.WritePropertyName(_redactor.Redact(member.Name));
        if (isHeaders)
        {
            WriteHeaders(member.Value);
        }
        else if (member.Value.ValueKind == JsonValueKind.String && !isEmptied)
        {
            _json.WriteStringValue(member.Value.GetString() is { Length: > 0 } ? Redactor.Mask : "");
        }
        else
        {
            _json.WriteStartArray();
            _json.WriteEndArray();
        }

        return true;
    }

    /// <summary>What was typed, and what password fields and hidden ones hold, of which many are tokens.</summary>
    private static bool Hides(JsonElement owner, JsonProperty member, string parent) =>
        member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object
        && ((parent == "params" && Typed.Contains(member.Name))
            || member.Name == "__playwright_value_"
            || (member.Name == "value" && (owner.Text("type")?.ToLowerInvariant() is "password" or "hidden"
                || owner.Text("autocomplete")?.StartsWith("cc-", StringComparison.OrdinalIgnoreCase) == true)));

    private void WriteHeaders(JsonElement headers)
    {
        _json.WriteStartArray();
        foreach (var header in headers.EnumerateArray())
        {
            var name = header.Text("name") ?? "";
            var known = KnownHeaders.Contains(name.ToLowerInvariant());
            _json.WriteStartObject();
            _json.WriteString("name", _redactor.Redact(name));
            _json.WriteString("value", known ? _redactor.Redact(header.Text("value") ?? "") : Redactor.Mask);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
