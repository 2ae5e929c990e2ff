using System.Globalization;

namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Strict-Transport-Security (RFC 6797), MDN test strict-transport-security.</summary>
internal sealed class StrictTransportSecurityRule : IHeaderRule
{
    /// <summary>Six months of 30 days, seconds.</summary>
    private const long SixMonths = 15_552_000;

    private const string Advice = "Strict-Transport-Security: max-age=63072000; includeSubDomains";

    public string Name => "strict-transport-security";

    public string Header => "strict-transport-security";

    public Verdict Judge(HeaderFacts facts)
    {
        if (facts.Https is not { } answer)
        {
            return new("hsts-not-implemented-no-https", -20, false, "no https answer", "answer on https, then " + Advice);
        }

        if (facts.IsPreloaded(facts.Site.IdnHost))
        {
            return new("hsts-preloaded", 5, true, "on the preload list");
        }

        if (!facts.CertificateValid)
        {
            return new("hsts-invalid-cert", -20, false, "invalid certificate", "browsers ignore the header behind an invalid certificate: renew it");
        }

        if (answer.Joined(Header) is not { } value)
        {
            return new("hsts-not-implemented", -20, false, "", Advice);
        }

        // Two header lines arrive joined with a comma, which no directive contains.
        return value.Contains(',', StringComparison.Ordinal) || MaxAge(value) is not { } maxAge
            ? new("hsts-header-invalid", -20, false, value, Advice)
            : maxAge < SixMonths
                ? new("hsts-implemented-max-age-less-than-six-months", -10, false, value, Advice)
                : new("hsts-implemented-max-age-at-least-six-months", 0, true, value);
    }

    /// <summary>Leading digits after the last `max-age=`; a value without digits (a quoted one) passes, as MDN's parseInt does. Null when there is none.</summary>
    private static long? MaxAge(string value)
    {
        var directive = value.Split(';', StringSplitOptions.TrimEntries)
            .LastOrDefault(part => part.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase));
        if (directive is null)
        {
            return null;
        }

        var number = directive[8..].TrimStart();
        var digits = string.Concat(number.Skip(number.StartsWith('-') || number.StartsWith('+') ? 1 : 0).TakeWhile(char.IsAsciiDigit));
        return digits.Length == 0 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? long.MaxValue
            : number.StartsWith('-') ? -seconds : seconds;
    }
}
