using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Replaces ${NAME} and ${NAME:-default} by the environment. `$name` without braces is a journey's own variable and stays.</summary>
public sealed partial class Variables(Func<string, string?> find)
{
    /// <summary>Variables of the process; NAME__PART is how .NET's configuration writes NAME:PART.</summary>
    public static Variables From(IConfiguration configuration) =>
        new(name => configuration[name] ?? configuration[name.Replace("__", ":", StringComparison.Ordinal)]);

    /// <summary>The text with all variables replaced; null when one is neither set nor given a default.</summary>
    public string? Replace(string text, out string? missing)
    {
        string? lacking = null;
        var replaced = Reference().Replace(text, match =>
        {
            var value = find(match.Groups["name"].Value);
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }

            if (!match.Groups["default"].Success)
            {
                lacking ??= match.Groups["name"].Value;
            }

            return match.Groups["value"].Value;
        });
        missing = lacking;
        return lacking is null ? replaced : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<default>:-(?<value>[^{}]*))?\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
