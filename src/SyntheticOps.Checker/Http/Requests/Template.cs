using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http.Requests;

/// <summary>A text with `$name` in it, which stands for `$run` or a value that an earlier step took; `$$` is a dollar. It may hold secrets, so no message shows it.</summary>
internal sealed partial class Template
{
    private readonly string _text;

    private Template(string text) => _text = text;

    /// <param name="known">Names that have a value by then.</param>
    public static Template Read(ConfigNode node, IReadOnlyCollection<string> known)
    {
        var text = node.AsSecret();
        foreach (var name in Names().Matches(text).Select(match => match.Groups[1].Value).Where(name => name != "$" && !known.Contains(name)))
        {
            node.Fail($"no step before this one sets ${name}; known here: {string.Join(", ", known.Order(StringComparer.Ordinal).Select(each => "$" + each))}");
        }

        return new Template(text);
    }

    /// <summary>The rest after a first word.</summary>
    public Template After(string word) => new(_text.StartsWith(word + " ", StringComparison.Ordinal) ? _text[(word.Length + 1)..] : _text);

    public static Template Of(string text) => new(text);

    /// <param name="escape">What a value becomes where it stands, such as percent-encoded in a URL.</param>
    public string Resolve(IReadOnlyDictionary<string, string> values, Func<string, string>? escape = null) => !_text.Contains('$', StringComparison.Ordinal) ? _text : Names().Replace(_text, match =>
        match.Groups[1].Value == "$" ? "$" : values.GetValueOrDefault(match.Groups[1].Value) is { } value ? escape?.Invoke(value) ?? value : "");

    [GeneratedRegex(@"\$(\$|[A-Za-z][A-Za-z0-9_-]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
