using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Headers.Standards;

/// <summary>
/// Strict-Transport-Security by its grammar (RFC 6797 section 6.1), such as `max-age="31536000" ; includeSubDomains`: names in
/// any case, blanks around the equals sign, values in quotes, no name twice, unknown ones ignored.
/// </summary>
internal static partial class HstsGrammar
{
    /// <summary>The digits of max-age; null when the value does not follow the grammar, so that browsers ignore it.</summary>
    public static string? MaxAge(string value)
    {
        var (seen, digits, at) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), (string?)null, 0);
        while (at < value.Length)
        {
            var directive = Directive().Match(value, at);
            if (!directive.Success || directive.Length == 0)
            {
                return null;
            }

            var name = directive.Groups["name"].Value;
            if (name.Length > 0 && !seen.Add(name))
            {
                return null;
            }

            if (name.Equals("max-age", StringComparison.OrdinalIgnoreCase))
            {
                digits = directive.Groups["value"].Value;
            }

            at += directive.Length;
        }

        return digits is { Length: > 0 } && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>One directive, maybe empty, up to its semicolon or the end.</summary>
    [GeneratedRegex("""\G[ \t]*(?:(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:(?<value>[!#$%&'*+.^_`|~0-9A-Za-z-]+)|"(?<value>(?:[^"\\]|\\.)*)"))?)?[ \t]*(?:;|$)""")]
    private static partial Regex Directive();
}
