using System.Text;
using System.Text.Json;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Span events as a JSON array: `[{"n": "synthetic.finding", "t": 1763980800000000000, "a": {}}]`.</summary>
internal static class EventJson
{
    public static string Write(IReadOnlyList<SpanEventRecord> events)
    {
        if (events.Count == 0)
        {
            return "[]";
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var item in events)
            {
                json.WriteStartObject();
                json.WriteString("n"u8, item.Name);
                json.WriteNumber("t"u8, item.TimeUnixNano);
                json.WritePropertyName("a"u8);
                AttributeJson.WriteObject(json, item.Attributes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<SpanEventRecord> Read(string text)
    {
        if (text == "[]")
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(item => new SpanEventRecord(
            item.GetProperty("n"u8).GetString() ?? "",
            item.GetProperty("t"u8).GetInt64(),
            AttributeJson.ReadObject(item.GetProperty("a"u8))))];
    }
}
