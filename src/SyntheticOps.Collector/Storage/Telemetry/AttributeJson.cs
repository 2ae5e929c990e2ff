using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Attributes as a JSON object. A double always has a point or an exponent, so that it does not come back as a long.</summary>
internal static class AttributeJson
{
    public static string Write(AttributeSet attributes)
    {
        if (attributes.Count == 0)
        {
            return "{}";
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteObject(json, attributes);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static AttributeSet Read(string text)
    {
        if (text == "{}")
        {
            return AttributeSet.Empty;
        }

        using var document = JsonDocument.Parse(text);
        return ReadObject(document.RootElement);
    }

    public static void WriteObject(Utf8JsonWriter json, AttributeSet attributes)
    {
        json.WriteStartObject();
        foreach (var (key, value) in attributes)
        {
            json.WritePropertyName(key);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    public static AttributeSet ReadObject(JsonElement element)
    {
        var values = new Dictionary<string, object>();
        foreach (var member in element.EnumerateObject())
        {
            values[member.Name] = ReadValue(member.Value);
        }

        return new AttributeSet(values);
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteRawValue(Point(number));
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Point(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static object ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.GetRawText().AsSpan().ContainsAny('.', 'E') => value.GetDouble(),
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.Array => value.EnumerateArray().Select(item => item.GetString() ?? "").ToArray(),
        _ => value.GetString() ?? "",
    };
}
