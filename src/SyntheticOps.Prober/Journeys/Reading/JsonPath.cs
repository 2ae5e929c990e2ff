using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>The part of JSONPath (RFC 9535) that names one value: `$.a.b[0]["c"]`.</summary>
internal sealed partial record JsonPath(string Text)
{
    public override string ToString() => Text;

    public static JsonPath Read(ConfigNode node)
    {
        var text = node.AsText();
        if (!IsValid(text))
        {
            node.Fail(Expected(text));
        }

        return new JsonPath(text);
    }

    public static bool IsValid(string text) => Whole().IsMatch(text);

    public static string Expected(string text) => $"'{text}' is not a path into JSON, such as $.a.b[0]";

    /// <summary>The value as text: a string without quotes, everything else as JSON; null when there is none.</summary>
    public string? Find(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var value = document.RootElement;
            foreach (Match part in Part().Matches(Text))
            {
                if (Step(value, part) is not { } next)
                {
                    return null;
                }

                value = next;
            }

            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Step(JsonElement value, Match part)
    {
        if (part.Groups["index"] is { Success: true } index)
        {
            var at = int.Parse(index.Value, CultureInfo.InvariantCulture);
            return value.ValueKind == JsonValueKind.Array && at < value.GetArrayLength() ? value[at] : null;
        }

        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(part.Groups["name"].Value, out var member) ? member : null;
    }

    [GeneratedRegex("""^\$(\.[A-Za-z_][A-Za-z0-9_-]*|\[[0-9]{1,6}\]|\["[^"\]]+"\])*$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex("""\.(?<name>[A-Za-z_][A-Za-z0-9_-]*)|\[(?<index>[0-9]{1,6})\]|\["(?<name>[^"\]]+)"\]""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
