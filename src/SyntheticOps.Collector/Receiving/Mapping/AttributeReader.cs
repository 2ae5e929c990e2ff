using OpenTelemetry.Proto.Common.V1;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>Reads attributes: the first 128, long values cut, secrets masked; what was done is said in the attribute `synops.limited`.</summary>
internal static class AttributeReader
{
    /// <summary>string[]: `attributes`, `value`, `events`, `time`.</summary>
    public const string FlagKey = "synops.limited";

    public static AttributeSet Read(IReadOnlyList<KeyValue> attributes, ISet<string> flags)
    {
        if (attributes.Count > Limits.Attributes)
        {
            flags.Add("attributes");
        }

        var values = new Dictionary<string, object>(Math.Min(attributes.Count, Limits.Attributes) + 1);
        foreach (var attribute in attributes.Take(Limits.Attributes))
        {
            if (attribute.Key.Length > 0 && Value(attribute.Key, attribute.Value, flags) is { } value)
            {
                values.TryAdd(Cut(attribute.Key, Limits.NameLength, flags), value);
            }
        }

        return values.Count == 0 ? AttributeSet.Empty : new AttributeSet(values);
    }

    /// <summary>The attributes with the flags, when there are any.</summary>
    public static AttributeSet WithFlags(AttributeSet attributes, ISet<string> flags) => flags.Count == 0
        ? attributes
        : new AttributeSet(new Dictionary<string, object>(attributes) { [FlagKey] = flags.Order(StringComparer.Ordinal).ToArray() });

    public static string Cut(string text, int length, ISet<string> flags)
    {
        if (text.Length <= length)
        {
            return text;
        }

        flags.Add("value");
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>A text that may hold anything: a body, a message.</summary>
    public static string Text(AnyValue? value, ISet<string> flags) => value is null ? "" : Clean("", ValueText.Of(value), flags);

    public static string Clean(string key, string text, ISet<string> flags) => Redaction.Apply(key, Cut(text, Limits.ValueLength, flags));

    private static object? Value(string key, AnyValue? value, ISet<string> flags) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Clean(key, value.StringValue, flags),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => Redaction.Apply(key, value.IntValue),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        AnyValue.ValueOneofCase.ArrayValue => Texts(key, value.ArrayValue, flags),
        AnyValue.ValueOneofCase.KvlistValue or AnyValue.ValueOneofCase.BytesValue => Clean(key, ValueText.Of(value), flags),
        _ => null,
    };

    private static string[] Texts(string key, ArrayValue array, ISet<string> flags)
    {
        var texts = new List<string>();
        var room = Limits.ValueLength;
        foreach (var item in array.Values)
        {
            // Each item costs one, so that a million empty ones end as well.
            var text = Clean(key, ValueText.Of(item), flags);
            room -= text.Length + 1;
            if (room < 0)
            {
                flags.Add("value");
                break;
            }

            texts.Add(text);
        }

        return [.. texts];
    }
}
