using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2000 };
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
            using (var json = new Utf8JsonWriter(buffer, Readable))
            {
                new TraceLines(json, redactor).Write(document.RootElement, "");
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

    private void Write(JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, name);
                break;
            case JsonValueKind.Array:
                _json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, name);
                }

                _json.WriteEndArray();
                break;
            case JsonValueKind.String:
                _json.WriteStringValue(_redactor.Redact(name, element.GetString()!));
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var number) && _redactor.Redact(name, number) is string mask:
                _json.WriteStringValue(mask);
                break;
            default:
                element.WriteTo(_json);
                break;
        }
    }

    private void WriteObject(JsonElement element, string name)
    {
        // Password fields and hidden ones, of which many hold tokens.
        var secretField = element.Text("type")?.ToLowerInvariant() is "password" or "hidden" || element.Text("autocomplete")?.StartsWith("cc-", StringComparison.OrdinalIgnoreCase) == true;
        _json.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name == "postData" || (name == "options" && !KnownOptions.Contains(property.Name)))
            {
                continue;
            }

            _json.WritePropertyName(_redactor.Redact(property.Name));
            WriteMember(property, name, secretField);
        }

        _json.WriteEndObject();
    }

    private void WriteMember(JsonProperty property, string parent, bool secretField)
    {
        var hides = (parent == "params" && Typed.Contains(property.Name))
            || property.Name == "__playwright_value_"
            || (secretField && property.Name == "value");
        switch (property.Name)
        {
            case "headers" when property.Value.ValueKind == JsonValueKind.Array && parent != "params":
                WriteHeaders(property.Value);
                break;
            case "cookies" or "queryString":
                _json.WriteStartArray();
                _json.WriteEndArray();
                break;
            case var _ when hides && property.Value.ValueKind == JsonValueKind.String:
                _json.WriteStringValue(property.Value.GetString() is { Length: > 0 } ? Redactor.Mask : "");
                break;
            case var _ when hides && property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object:
                _json.WriteStartArray();
                _json.WriteEndArray();
                break;
            default:
                Write(property.Value, property.Name);
                break;
        }
    }

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
