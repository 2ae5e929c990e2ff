using System.Collections;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Attributes of a span, event or log. Values are string, long, double, bool or an array of strings.</summary>
public sealed class AttributeSet(IReadOnlyDictionary<string, object> values) : IReadOnlyDictionary<string, object>
{
    public static AttributeSet Empty { get; } = new(new Dictionary<string, object>());

    public object this[string key] => values[key];

    public IEnumerable<string> Keys => values.Keys;

    public IEnumerable<object> Values => values.Values;

    public int Count => values.Count;

    /// <summary>The value as text whatever its type; null when absent.</summary>
    public string? Text(string key) => values.TryGetValue(key, out var value)
        ? value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    public long? Integer(string key) => values.GetValueOrDefault(key) as long?;

    public double? Number(string key) => values.GetValueOrDefault(key) switch
    {
        double number => number,
        long number => number,
        _ => null,
    };

    public bool? Flag(string key) => values.GetValueOrDefault(key) as bool?;

    /// <summary>The strings of an array attribute; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key) => values.GetValueOrDefault(key) as IReadOnlyList<string> ?? [];

    public bool ContainsKey(string key) => values.ContainsKey(key);

    public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out object value) => values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
