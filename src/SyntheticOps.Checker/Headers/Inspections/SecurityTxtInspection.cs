using System.Globalization;
using System.Text.RegularExpressions;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>security.txt (RFC 9116): where to tell the shop of a weakness. Silence of the server says nothing.</summary>
internal sealed partial class SecurityTxtInspection : IHeaderInspection
{
    private const string Subject = "security.txt";

    private static readonly TimeSpan Far = TimeSpan.FromDays(366);

    /// <summary>A success that is no page and has a field of the standard: many sites answer any path with a page or a word. A false media type is another fault.</summary>
    public static bool IsFile(SecurityTxtAnswer found) =>
        found.Answer.Status == 200
        && !found.Body.AsSpan().TrimStart().StartsWith('<')
        && KnownField().IsMatch(found.Body);

    public IEnumerable<Observation> Inspect(HeaderFacts facts) => facts.SecurityTxt switch
    {
        null => [],
        var found when !IsFile(found) => [new("sectxt-missing", Severity.Info, Subject, "", "publish /.well-known/security.txt with Contact and Expires")],
        var found => Judge(found, facts.Now).DefaultIfEmpty(new("sectxt-ok", Severity.Info, Subject, found.Answer.Url.AbsoluteUri)),
    };

    private static IEnumerable<Observation> Judge(SecurityTxtAnswer found, DateTimeOffset now)
    {
        var isSigned = found.Body.TrimStart().StartsWith("-----BEGIN PGP SIGNED MESSAGE-----", StringComparison.Ordinal);
        var lines = (isSigned ? Unwrapped(found.Body) : found.Body).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var fields = lines.Select(line => Field().Match(line)).Where(match => match.Success)
            .ToLookup(match => match.Groups[1].Value.ToLowerInvariant(), match => match.Groups[2].Value.Trim());
        return Transport(found)
            .Concat(isSigned ? [new("sectxt-signature-unchecked", Severity.Info, Subject, "OpenPGP signature")] : [])
            .Concat(lines.Where(line => line.Trim().Length > 0 && !line.StartsWith('#') && !Field().IsMatch(line)).Take(1)
                .Select(line => new Observation("sectxt-syntax", Severity.Warning, Subject, line, "write Name: value, or begin a comment with #")))
            .Concat(Contacts([.. fields["contact"]]))
            .Concat(Expiry([.. fields["expires"]], now))
            .Concat(fields["preferred-languages"].Count() > 1 ? [new("sectxt-languages-multiple", Severity.Error, Subject, "more than one Preferred-Languages", "keep one, with commas in it")] : [])
            .Concat(fields["canonical"].Any() && !fields["canonical"].Contains(found.Answer.Url.AbsoluteUri)
                ? [new("sectxt-canonical-mismatch", Severity.Warning, Subject, string.Join(' ', fields["canonical"]), $"add Canonical: {found.Answer.Url.AbsoluteUri}")]
                : []);
    }

    private static string TypeOf(SecurityTxtAnswer found) => found.Answer.Lines("content-type") is [var type, ..] ? type : "";

    private static IEnumerable<Observation> Transport(SecurityTxtAnswer found)
    {
        var type = TypeOf(found);
        var isText = ContentType().IsMatch(type);
        if (!isText)
        {
            yield return new("sectxt-content-type", Severity.Warning, Subject, type.Length == 0 ? "no Content-Type" : type, "Content-Type: text/plain; charset=utf-8");
        }

        if (found.IsLegacy)
        {
            yield return new("sectxt-legacy-location", Severity.Info, Subject, "/security.txt", "move it to /.well-known/security.txt");
        }

        if (found.Answer.Url.IdnHost != found.Asked.IdnHost || (found.Asked.Scheme == "https" && found.Answer.Url.Scheme == "http"))
        {
            yield return new("sectxt-redirect", Severity.Warning, Subject, found.Answer.Url.AbsoluteUri, "serve the file where it is asked for");
        }
    }

    private static IEnumerable<Observation> Contacts(IReadOnlyList<string> contacts)
    {
        if (contacts.Count == 0)
        {
            yield return new("sectxt-contact-missing", Severity.Error, Subject, "no Contact", "add Contact: mailto:security@your-domain");
        }

        foreach (var contact in contacts.Where(contact => !Contact().IsMatch(contact)))
        {
            yield return new("sectxt-contact-invalid", Severity.Error, Subject, contact, "write an https:, mailto: or tel: URI");
        }
    }

    private static IEnumerable<Observation> Expiry(IReadOnlyList<string> dates, DateTimeOffset now)
    {
        if (dates.Count != 1)
        {
            yield return dates.Count == 0
                ? new("sectxt-expires-missing", Severity.Error, Subject, "no Expires", "add Expires within a year")
                : new("sectxt-expires-multiple", Severity.Error, Subject, string.Join(", ", dates), "keep one Expires");
            yield break;
        }

        var left = Rfc3339().IsMatch(dates[0]) && DateTimeOffset.TryParse(dates[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - now
            : (TimeSpan?)null;
        if (left is null)
        {
            yield return new("sectxt-expires-invalid", Severity.Error, Subject, dates[0], "write a date such as 2027-06-30T00:00:00Z");
        }
        else if (left <= TimeSpan.Zero || left > Far)
        {
            yield return left > Far
                ? new("sectxt-expires-far", Severity.Warning, Subject, dates[0], "renew the file yearly")
                : new("sectxt-expired", Severity.Error, Subject, dates[0], "renew the file");
        }
    }

    /// <summary>The signed text between the armour's headers and the signature (RFC 9580, section 7).</summary>
    private static string Unwrapped(string body)
    {
        var text = body.Replace("\r\n", "\n", StringComparison.Ordinal);
        var start = text.IndexOf("\n\n", StringComparison.Ordinal);
        var end = text.IndexOf("-----BEGIN PGP SIGNATURE-----", StringComparison.Ordinal);
        return start < 0 || end < start ? text : text[(start + 2)..end].Replace("\n- ", "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(\S.*)$")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(Acknowledgments|Canonical|Contact|Encryption|Expires|Hiring|Policy|Preferred-Languages)\s*:", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex KnownField();

    [GeneratedRegex("^(https://[^ ]+|mailto:[^ @]+@[^ ]+|tel:[+0-9][0-9()., -]*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Contact();

    [GeneratedRegex("^text/plain;.*charset=\"?utf-8\"?", RegexOptions.IgnoreCase)]
    private static partial Regex ContentType();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();
}
