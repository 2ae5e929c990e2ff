using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>One term of an SPF record (RFC 7208 section 4.6.1): a mechanism or a modifier.</summary>
/// <param name="Qualifier">`+`, `-`, `~` or `?`.</param>
/// <param name="Name">Lower-case.</param>
/// <param name="Domain">Domain-spec; null when the term has none.</param>
/// <param name="Prefix">Network length of ip4 and ip6.</param>
internal sealed partial record SpfTerm(char Qualifier, string Name, string? Domain, bool IsModifier, int? Prefix = null)
{
    /// <summary>Terms that cost one of the ten lookups.</summary>
    public bool CostsLookup => Name is "include" or "a" or "mx" or "ptr" or "exists" or "redirect";

    /// <summary>The domain-spec depends on the message, so that it cannot be looked up.</summary>
    public bool HasMacro => Domain?.Contains('%', StringComparison.Ordinal) == true;

    /// <summary>Null when the text is no term; unknown modifiers are terms.</summary>
    public static SpfTerm? Parse(string text)
    {
        if (Modifier().Match(text) is { Success: true } modifier)
        {
            var (name, value) = (modifier.Groups[1].Value.ToLowerInvariant(), modifier.Groups[2].Value);
            return name is "redirect" or "exp"
                ? IsDomainSpec(value) ? new SpfTerm('+', name, value, true) : null
                : MacroString().IsMatch(value) ? new SpfTerm('+', name, value, true) : null;
        }

        if (Mechanism().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var qualifier = match.Groups[1].Value is [var sign] ? sign : '+';
        return OfMechanism(qualifier, match.Groups[2].Value.ToLowerInvariant(), match.Groups[3].Value);
    }

    private static SpfTerm? OfMechanism(char qualifier, string name, string rest)
    {
        var argument = rest is [':', ..] ? rest[1..] : null;
        switch (name)
        {
            case "all":
                return rest.Length == 0 ? new SpfTerm(qualifier, name, null, false) : null;
            case "ip4" or "ip6":
                return argument is null ? null : OfAddress(qualifier, name, argument);
            case "include" or "exists":
                return argument is not null && IsDomainSpec(argument) ? new SpfTerm(qualifier, name, argument, false) : null;
            case "ptr":
                return rest.Length == 0 || (argument is not null && IsDomainSpec(argument)) ? new SpfTerm(qualifier, name, argument, false) : null;
            case "a" or "mx":
                var match = DualPrefix().Match(rest);
                var domain = match.Groups[1].Success ? match.Groups[1].Value : null;
                return match.Success && (domain is null || IsDomainSpec(domain)) && IsPrefix(match.Groups[2], 32) && IsPrefix(match.Groups[3], 128)
                    ? new SpfTerm(qualifier, name, domain, false)
                    : null;
            default:
                return null;
        }
    }

    private static SpfTerm? OfAddress(char qualifier, string name, string text)
    {
        var parts = text.Split('/');
        var (family, most) = name == "ip4" ? (AddressFamily.InterNetwork, 32) : (AddressFamily.InterNetworkV6, 128);
        // IPAddress.TryParse also reads 127.1; four numbers are meant.
        var isAddress = IPAddress.TryParse(parts[0], out var address) && address.AddressFamily == family
            && (name == "ip6" ? !parts[0].Contains('%', StringComparison.Ordinal) : address.ToString() == parts[0]);
        var prefix = most;
        var isPrefix = parts.Length == 1 || (parts.Length == 2 && (prefix = ReadPrefix(parts[1], most)) >= 0);
        return isAddress && isPrefix ? new SpfTerm(qualifier, name, null, false, prefix) : null;
    }

    private static bool IsPrefix(Group group, int most) => !group.Success || ReadPrefix(group.Value, most) >= 0;

    private static int ReadPrefix(string text, int most) =>
        text.Length is > 0 and <= 3 && (text.Length == 1 || text[0] != '0')
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= most
            ? length
            : -1;

    /// <summary>A macro-string that ends in a macro or in a dot and a label that is not a number (section 7.1).</summary>
    private static bool IsDomainSpec(string text) => MacroString().IsMatch(text) && DomainEnd().IsMatch(text);

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9_.-]*)=(.*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Modifier();

    [GeneratedRegex(@"^([-+~?]?)([A-Za-z][A-Za-z0-9]*)([:/].*)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mechanism();

    [GeneratedRegex(@"^(?::([^/]+(?:/[^/0-9][^/]*)*))?(?:/([0-9]+))?(?://([0-9]+))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DualPrefix();

    [GeneratedRegex(@"^(?:%\{[slodiphcrtvSLODIPHCRTV][0-9]*[rR]?[-.+,/_=]*\}|%[%_-]|[!-$&-~])*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MacroString();

    [GeneratedRegex(@"(?:\}|%[%_-]|\.(?:[0-9A-Za-z-]*[A-Za-z][0-9A-Za-z]*|[0-9A-Za-z]+-[0-9A-Za-z-]*[0-9A-Za-z])\.?)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DomainEnd();
}
