using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Replaces ${NAME} and ${NAME:-default} by the environment. `$name` without braces is a journey's own variable and stays.</summary>
public sealed partial class Variables(Func<string, string?> find)
{
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>Values so far that were read as secrets, or from variables whose names say so.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets;

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
                NoteSecret(SecretName().IsMatch(match.Groups["name"].Value) ? value : null);
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

    /// <summary>From now on no result shows it.</summary>
    internal void NoteSecret(string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _secrets.Add(value);
        }
    }

    [GeneratedRegex("KEY|SECRET|TOKEN|PASSW|CREDENTIAL|CARD", RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<default>:-(?<value>[^{}]*))?\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
