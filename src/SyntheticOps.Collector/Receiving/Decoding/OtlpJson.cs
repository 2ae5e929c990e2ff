using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Common.V1;

namespace SyntheticOps.Collector.Receiving.Decoding;

/// <summary>
/// OTLP's JSON (OTLP specification, "JSON Protobuf Encoding"): lowerCamelCase names, ids as hex, enumerations as integers,
/// 64-bit integers as text or number, unknown members ignored. Google's parser reads ids as base64, hence this one.
/// </summary>
internal sealed class OtlpJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.JsonDepth };

    private MessageCount _count;

    private OtlpJson()
    {
    }

    /// <summary>Any bytes give a message or a refusal.</summary>
    public static (IMessage? Message, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body, MessageDescriptor type)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return (new OtlpJson().Read(document.RootElement, type, valueDepth: 0), null);
        }
        catch (RefusedException e)
        {
            return (null, e.Refusal);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            // InvalidOperationException: a lone surrogate in a text.
            return (null, Refusal.Malformed("The body is not valid OTLP JSON."));
        }
    }

    private IMessage Read(JsonElement element, MessageDescriptor type, int valueDepth)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(type.Name, "an object");
        }

        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var member in element.EnumerateObject())
        {
            if (type.FindFieldByName(Snake(member.Name)) is { } field && field.JsonName == member.Name
                && member.Value.ValueKind != JsonValueKind.Null)
            {
                ReadField(message, field, member.Value, valueDepth);
            }
        }

        return message;
    }

    private void ReadField(IMessage message, FieldDescriptor field, JsonElement value, int valueDepth)
    {
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, ReadSingle(field, value, valueDepth));
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(field.JsonName, "an array");
        }

        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        foreach (var item in value.EnumerateArray())
        {
            list.Add(ReadSingle(field, item, valueDepth));
        }
    }

    private object ReadSingle(FieldDescriptor field, JsonElement value, int valueDepth) => field.FieldType switch
    {
        FieldType.Message => ReadChild(field.MessageType, value, valueDepth),
        FieldType.String => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(field.JsonName, "a text"),
        FieldType.Bytes => ReadBytes(field, value),
        FieldType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(field.JsonName, "true or false"),
        FieldType.Double => ReadDouble(field, value),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, (int)ReadInteger(field, value)),
        FieldType.Int32 => (int)ReadInteger(field, value),
        FieldType.Int64 or FieldType.SFixed64 => ReadInteger(field, value),
        FieldType.Fixed64 => ReadUnsigned(field, value),
        _ => throw Wrong(field.JsonName, "another type"),
    };

    private IMessage ReadChild(MessageDescriptor type, JsonElement value, int valueDepth) =>
        _count.Add(type, ref valueDepth) is { } refusal ? throw new RefusedException(refusal) : Read(value, type, valueDepth);

    private static ByteString ReadBytes(FieldDescriptor field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(field.JsonName, "a text");
        }

        return field.ContainingType == AnyValue.Descriptor
            ? ByteString.CopyFrom(value.GetBytesFromBase64())
            : ByteString.CopyFrom(Convert.FromHexString(value.GetString()!));
    }

    private static long ReadInteger(FieldDescriptor field, JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        || (value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            ? number
            : throw Wrong(field.JsonName, "an integer");

    private static ulong ReadUnsigned(FieldDescriptor field, JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number))
        || (value.ValueKind == JsonValueKind.String && ulong.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            ? number
            : throw Wrong(field.JsonName, "an integer from 0 on");

    private static double ReadDouble(FieldDescriptor field, JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        || (value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            ? number
            : throw Wrong(field.JsonName, "a number");

    /// <summary>`traceId` to `trace_id`, under which descriptors are indexed.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? "_" + char.ToLowerInvariant(letter) : letter.ToString()));

    private static RefusedException Wrong(string member, string expected) =>
        new(Refusal.Malformed($"The body is not valid OTLP JSON: {member} must be {expected}."));

    /// <summary>Carries a refusal out of the recursion.</summary>
    private sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
    {
        public Refusal Refusal { get; } = refusal;
    }
}
