using System.Globalization;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Json;

/// <summary>The subset of JSONPath (RFC 9535) that names one value: `$.a.b[0]["c"]`.</summary>
public sealed class JsonPath
{
    private const int MaximumLength = 256;

    /// <summary>A string names a member, an int an item.</summary>
    private readonly List<object> _steps;
    private readonly string _text;

    private JsonPath(string text, List<object> steps) => (_text, _steps) = (text, steps);

    public override string ToString() => _text;

    /// <summary>The path written at this place of a file; anything else is its mistake.</summary>
    public static JsonPath? Read(ConfigNode node)
    {
        var text = node.AsText();
        if (Parse(text) is { } path)
        {
            return path;
        }

        node.Fail(Expected(text));
        return null;
    }

    /// <summary>What to say of a text that is no path.</summary>
    public static string Expected(string text) => $"'{(text.Length > 80 ? text[..80] + "…" : text)}' is not a path into JSON, such as $.a.b[0][\"c\"]";

    /// <summary>Null for anything outside the subset.</summary>
    public static JsonPath? Parse(string text)
    {
        var steps = new List<object>();
        if (text.Length is 0 or > MaximumLength || text[0] != '$')
        {
            return null;
        }

        for (var i = 1; i < text.Length;)
        {
            var step = text[i] == '.' ? Member(text, ref i) : text[i] == '[' ? Bracket(text, ref i) : null;
            if (step is null)
            {
                return null;
            }

            steps.Add(step);
        }

        return new JsonPath(text, steps);
    }

    /// <summary>The value, or null when there is none at that place.</summary>
    public JsonElement? Find(JsonElement root)
    {
        foreach (var step in _steps)
        {
            if (step is string name && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member))
            {
                root = member;
            }
            else if (step is int index && root.ValueKind == JsonValueKind.Array && index < root.GetArrayLength())
            {
                root = root[index];
            }
            else
            {
                return null;
            }
        }

        return root;
    }

    /// <summary>The value as text: a string without quotes, everything else as JSON; null when there is none, or no JSON.</summary>
    public string? FindText(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            return Find(document.RootElement) switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { } value => value.GetRawText(),
                null => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            return null;
        }
    }

    private static string? Member(string text, ref int i)
    {
        var start = ++i;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-'))
        {
            i++;
        }

        return i > start ? text[start..i] : null;
    }

    private static object? Bracket(string text, ref int i)
    {
        var end = text.IndexOf(']', i);
        if (i + 1 < text.Length && text[i + 1] is '"' or '\'')
        {
            var quote = text[i + 1];
            var close = text.IndexOf(quote, i + 2);
            if (close < 0 || close + 1 >= text.Length || text[close + 1] != ']')
            {
                return null;
            }

            var name = text[(i + 2)..close];
            i = close + 2;
            return name;
        }

        if (end < 0 || !int.TryParse(text.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        i = end + 1;
        return index;
    }
}
