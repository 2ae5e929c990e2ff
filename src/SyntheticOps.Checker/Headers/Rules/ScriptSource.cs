using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>
/// Where the URL of a resource leads, as a parser without the page's own address sees it: relative, `//host` or absolute.
/// `base href` counts. Other schemes than http and https (data:, blob:) are the page's own.
/// </summary>
internal sealed partial record ScriptSource(string? Host, string? Scheme)
{
    public bool IsRelative => Host is null;

    public bool IsSchemeRelative => Host is not null && Scheme is null;

    public static ScriptSource Of(string source, string? baseHref)
    {
        var text = Cleaned(source);
        var page = baseHref is null || Scheme_().Match(Cleaned(baseHref)) is not { Success: true } of ? null : Absolute(of.Groups[1].Value, Cleaned(baseHref)[of.Length..]);
        if (Scheme_().Match(text) is { Success: true } scheme)
        {
            // Without slashes the base's own scheme says nothing: `https:b.js` is a path then (URL standard, special relative or authority state).
            var (name, rest) = (scheme.Groups[1].Value, text[scheme.Length..]);
            return name.Equals(page?.Scheme, StringComparison.OrdinalIgnoreCase) && SlashesOf(rest) < 2 ? page! : Absolute(name, rest);
        }

        var slashes = SlashesOf(text);
        return page?.Scheme is { } known
            ? slashes >= 2 ? Absolute(known, text) : page
            : slashes == 2 && text.Length > 2 && text.StartsWith("//", StringComparison.Ordinal) ? new(HostOf(text), null) : new(null, null);
    }

    private static int SlashesOf(string text) => text.TakeWhile(character => character is '/' or '\\').Count();

    private static ScriptSource Absolute(string scheme, string rest) => scheme.ToLowerInvariant() is "http" or "https"
        ? new(HostOf(rest), scheme.ToLowerInvariant())
        : new(null, null);

    private static string HostOf(string rest)
    {
        var authority = rest.TrimStart('/', '\\').Split('/', '\\', '?', '#')[0];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        return (host.StartsWith('[') ? host[..(host.IndexOf(']', StringComparison.Ordinal) + 1)] : host.Split(':')[0]).ToLowerInvariant();
    }

    /// <summary>Surrounding blanks and inner line breaks do not count (URL standard, section 4.4).</summary>
    private static string Cleaned(string source) => string.Concat(source.Trim([.. Enumerable.Range(0, 33).Select(code => (char)code)]).Where(character => character is not ('\t' or '\r' or '\n')));

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*):")]
    private static partial Regex Scheme_();
}
