using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SyntheticOps.Checks.Configuration;

/// <summary>
/// A value of a YAML file that is read strictly: every read reports its mistakes with file, line and column to the shared
/// list and returns a usable fallback, so that one pass shows all of them. ${NAME} and ${NAME:-default} are replaced when
/// the text is read; a mistake shows the text as it was written, never what a variable held.
/// </summary>
public sealed class ConfigNode
{
    private const int MaximumPattern = 1000;

    private readonly YamlNode _node;
    private readonly ConfigSource _source;

    internal ConfigNode(YamlNode node, ConfigSource source) => (_node, _source) = (node, source);

    /// <summary>Absolute path of the file it stands in.</summary>
    public string File => _source.File;

    /// <summary>1 for the first.</summary>
    public long Line => _node.Start.Line;

    /// <summary>1 for the first.</summary>
    public long Column => _node.Start.Column;

    /// <summary>Where its mistakes go; `body.Errors.ThrowIfAny()` after a late read.</summary>
    public ConfigErrors Errors => _source.Errors;

    public bool IsText => _node is YamlScalarNode && !IsNull;

    /// <summary>A text in quotes or a block: never a number, true or false.</summary>
    public bool IsQuoted => _node is YamlScalarNode { Style: not (ScalarStyle.Plain or ScalarStyle.Any) };

    public bool IsMap => _node is YamlMappingNode;

    public bool IsList => _node is YamlSequenceNode;

    /// <summary>Nothing was written: an empty value, `~` or `null`.</summary>
    public bool IsNull => _node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    private string Shown => _node is YamlScalarNode { Value: { } written }
        ? $"'{(written.Length > 60 ? string.Concat(written.AsSpan(0, 60), "…") : written).ReplaceLineEndings(" ")}'"
        : _node is YamlSequenceNode ? "a list" : "a mapping";

    /// <summary>Reports a mistake at this place.</summary>
    public void Fail(string message) => Errors.Add(File, _node.Start.Line, _node.Start.Column, message);

    public string AsText() => TryText("text") ?? "";

    /// <summary>A text that no mistake may show.</summary>
    public string AsSecret()
    {
        if (!IsText)
        {
            Fail("a secret is expected here, such as \"${NAME}\"");
            return "";
        }

        var secret = TryText("text") ?? "";
        _source.Variables.NoteSecret(secret);
        return secret;
    }

    public int AsInteger(int minimum, int maximum)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return Parsed(expected, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
                ? number
                : (int?)null) ?? minimum;
    }

    public double AsNumber(double minimum, double maximum)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");
        return Parsed(expected, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
                ? number
                : (double?)null) ?? minimum;
    }

    public bool AsFlag() => Parsed("true or false", text => text switch
    {
        "true" => true,
        "false" => false,
        _ => (bool?)null,
    }) ?? false;

    /// <summary>A number with its unit: ms, s, m, h or d.</summary>
    public TimeSpan AsDuration(TimeSpan minimum, TimeSpan maximum)
    {
        var expected = $"a duration from {Durations.Format(minimum)} to {Durations.Format(maximum)}, such as 500ms, 15s, 10m, 1h or 30d";
        return Parsed(expected, text => Durations.Parse(text) is { } span && span >= minimum && span <= maximum ? span : (TimeSpan?)null)
            ?? minimum;
    }

    /// <summary>An absolute http or https URL without user name and password; null after a mistake.</summary>
    public Uri? AsUrl()
    {
        var text = TryText("a URL");
        if (text is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            Fail($"{Shown} is not an absolute http or https URL, such as https://shop.example");
            return null;
        }

        if (url.UserInfo.Length > 0)
        {
            Fail("a URL here carries no user name or password");
            return null;
        }

        return url;
    }

    /// <summary>One of the given words; the first after a mistake.</summary>
    public string AsChoice(params ReadOnlySpan<string> words)
    {
        var known = words.ToArray();
        return TryText("one of " + string.Join(", ", known)) is { } text
            ? Array.Find(known, word => word == text) ?? Wrong(known, text)
            : known[0];

        string Wrong(string[] known, string text)
        {
            Fail($"{Shown} is not one of {string.Join(", ", known)}{NearestWord.Hint(text, known)}");
            return known[0];
        }
    }

    /// <summary>A regular expression that runs in linear time; null after a mistake.</summary>
    public Regex? AsRegex(RegexOptions options = RegexOptions.None)
    {
        var text = TryText("a regular expression");
        if (text is null)
        {
            return null;
        }

        if (text.Length > MaximumPattern)
        {
            Fail($"a regular expression has at most {MaximumPattern} characters");
            return null;
        }

        try
        {
            return new Regex(text, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Fail($"{Shown} is not a regular expression that runs in linear time (no look-around, no back-reference)");
            return null;
        }
    }

    /// <summary>A file, relative to the one it is named in; its absolute path.</summary>
    public string AsPath()
    {
        var text = TryText("a file name");
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
        {
            if (text is not null)
            {
                Fail("a file name is expected here");
            }

            return File;
        }

        return Path.GetFullPath(text, Path.GetDirectoryName(File)!);
    }

    /// <summary>The root of another file, read with the same variables and list of mistakes; null when the mistake is already reported.</summary>
    public ConfigNode? ReadOther(string path) => ConfigFile.Read(path, _source.Variables, Errors);

    /// <summary>The root of a text that stands for this file; null when the mistake is already reported.</summary>
    public ConfigNode? ReadInstead(string text) => ConfigFile.Parse(File, System.Text.Encoding.UTF8.GetBytes(text), _source.Variables, Errors);

    /// <summary>The strict reader of a mapping; an empty one after a mistake.</summary>
    public ConfigMap AsMap()
    {
        if (_node is YamlMappingNode mapping)
        {
            return Errors.MapOf(mapping, () => new ConfigMap(this, mapping, _source));
        }

        Fail($"{(IsNull ? "nothing" : Shown)} stands where a mapping ({{key: value}}) is expected");
        return ConfigMap.Broken(this, _source);
    }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<ConfigNode> AsItems()
    {
        if (_node is YamlSequenceNode list)
        {
            return [.. list.Children.Select(item => new ConfigNode(item, _source))];
        }

        Fail($"{(IsNull ? "nothing" : Shown)} stands where a list ([a, b]) is expected");
        return [];
    }

    /// <summary>The items of a list, or the value itself as the only one.</summary>
    public IReadOnlyList<ConfigNode> AsItemsOrOne() => IsList ? AsItems() : [this];

    private T? Parsed<T>(string expected, Func<string, T?> parse)
        where T : struct
    {
        if (TryText(expected) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            Fail($"{Shown} is not {expected}");
        }

        return value;
    }

    private string? TryText(string expected)
    {
        if (_node is not YamlScalarNode { Value: { } written } || IsNull)
        {
            Fail($"{(IsNull ? "nothing" : Shown)} stands where {expected} is expected");
            return null;
        }

        if (_source.Variables.Replace(written, out var missing) is { } text)
        {
            return text;
        }

        Fail($"the environment variable {missing} is not set; set it, or give a default: ${{{missing}:-value}}");
        return null;
    }
}
