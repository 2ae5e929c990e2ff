using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>A value, or `{regex}`, `{at-least, at-most}` (a number, or how many items or letters), `{exists: true}`.</summary>
internal sealed record JsonValueRule
{
    private string? Value { get; init; }

    private Regex? Pattern { get; init; }

    private double? AtLeast { get; init; }

    private double? AtMost { get; init; }

    private bool? Exists { get; init; }

    /// <summary>For messages.</summary>
    public required string Expected { get; init; }

    /// <summary>Whether nothing at that place is right.</summary>
    public bool TakesNothing => Exists == false;

    public static JsonValueRule Read(ConfigNode node)
    {
        if (!node.IsMap)
        {
            var text = node.AsText();
            return new() { Value = text, Expected = text };
        }

        var map = node.AsMap();
        var (regex, least, most, exists) = (map.Find("regex")?.AsRegex(), map.Find("at-least")?.AsNumber(-1e15, 1e15), map.Find("at-most")?.AsNumber(-1e15, 1e15), map.Find("exists")?.AsFlag());
        string?[] parts =
        [
            regex is null ? null : $"a match of {regex}", least is { } a ? string.Create(CultureInfo.InvariantCulture, $"at least {a}") : null,
            most is { } b ? string.Create(CultureInfo.InvariantCulture, $"at most {b}") : null, exists is { } c ? (c ? "a value" : "nothing") : null,
        ];
        if (parts.All(part => part is null))
        {
            map.Fail("a value, or one of regex, at-least, at-most and exists");
        }

        return new() { Pattern = regex, AtLeast = least, AtMost = most, Exists = exists, Expected = string.Join(" and ", parts.OfType<string>()) };
    }

    /// <param name="seen">The value as text.</param>
    public bool Takes(JsonElement found, string seen)
    {
        if (Value is { } expected)
        {
            return Matches(found, seen, expected);
        }

        var measure = found.ValueKind switch
        {
            JsonValueKind.Number => found.GetDouble(),
            JsonValueKind.Array => found.GetArrayLength(),
            JsonValueKind.String => seen.Length,
            _ => double.NaN,
        };
        return Exists != false
            && (Pattern?.IsMatch(seen) ?? true)
            && (AtLeast is not { } least || measure >= least)
            && (AtMost is not { } most || measure <= most);
    }

    /// <summary>Texts letter by letter, numbers by value: 1.0 is 1.</summary>
    private static bool Matches(JsonElement found, string seen, string expected) =>
        seen == expected
        || (found.ValueKind == JsonValueKind.Number
            && decimal.TryParse(seen, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            && a == b);
}
