using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Checks.Artifacts;

/// <summary>Takes secrets out of JSON text by text, so that it stays JSON.</summary>
public static class JsonRedaction
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same document without secrets; null when it is none.</summary>
    public static ReadOnlyMemory<byte>? Clean(ReadOnlyMemory<byte> content, Redactor redactor)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var buffer = new ArrayBufferWriter<byte>(content.Length);
            using (var json = new Utf8JsonWriter(buffer, Readable))
            {
                Write(json, document.RootElement, "", redactor);
            }

            return buffer.WrittenMemory;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement element, string name, Redactor redactor)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    json.WritePropertyName(redactor.Redact(property.Name));
                    Write(json, property.Value, property.Name, redactor);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item, name, redactor);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(redactor.Redact(name, element.GetString()!));
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var number) && redactor.Redact(name, number) is string mask:
                json.WriteStringValue(mask);
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
