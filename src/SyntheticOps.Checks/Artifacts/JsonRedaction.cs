using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Checks.Artifacts;

/// <summary>Takes secrets out of JSON text by text, so that it stays JSON.</summary>
/// <param name="special">What it writes for a member of an object, instead of the member without secrets; it says whether it did. Null treats all alike.</param>
public sealed class JsonRedaction(Utf8JsonWriter json, Redactor redactor, MemberRule? special = null)
{
    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2000 };

    /// <summary>The same document without secrets; null when it is none.</summary>
    public static ReadOnlyMemory<byte>? Clean(ReadOnlyMemory<byte> content, Redactor redactor)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var buffer = new ArrayBufferWriter<byte>(Math.Max(1, content.Length));
            using (var json = new Utf8JsonWriter(buffer, Readable))
            {
                new JsonRedaction(json, redactor).Write(document.RootElement, "");
            }

            return buffer.WrittenMemory;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="name">Of the member that holds it: some names say that the value is a secret.</param>
    public void Write(JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (special?.Invoke(element, member, name) is not true)
                    {
                        json.WritePropertyName(redactor.Redact(member.Name));
                        Write(member.Value, member.Name);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, name);
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

/// <summary>Writes a member in its own way, or leaves it out.</summary>
/// <param name="owner">The object that has it.</param>
/// <param name="parent">Name of the member that holds that object.</param>
/// <returns>Whether it is dealt with.</returns>
public delegate bool MemberRule(JsonElement owner, JsonProperty member, string parent);
