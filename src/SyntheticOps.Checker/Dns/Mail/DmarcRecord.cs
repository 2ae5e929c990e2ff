namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>A DMARC record (RFC 9989): tags by name, the first of equal ones.</summary>
internal sealed record DmarcRecord(IReadOnlyDictionary<string, string> Tags)
{
    private static readonly string[] Strength = ["none", "quarantine", "reject"];

    private static readonly string[] ReportTags = ["rua", "ruf"];

    /// <summary>A missing p counts as none.</summary>
    public string Policy => Tags.GetValueOrDefault("p", "none").ToLowerInvariant();

    public bool HasKnownPolicy => Rank(Policy) >= 0;

    /// <summary>Addresses of reports, as they are written, of both kinds.</summary>
    public IEnumerable<string> Reports => ReportTags
        .SelectMany(tag => Tags.GetValueOrDefault(tag, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Whether a TXT is one: the version in exactly this case, first (RFC 9989; RFC 7489 section 6.3).</summary>
    public static bool Is(string text)
    {
        var first = text.Split(';')[0].Split('=', 2);
        return first.Length == 2 && first[0].Trim() == "v" && first[1].Trim() == "DMARC1";
    }

    public static DmarcRecord Parse(string text)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';').Skip(1).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            if (part.Length == 2)
            {
                tags.TryAdd(part[0], part[1]);
            }
        }

        return new DmarcRecord(tags);
    }

    /// <summary>none 0, quarantine 1, reject 2; -1 for anything else.</summary>
    public static int Rank(string policy) => Array.IndexOf(Strength, policy.ToLowerInvariant());

    /// <summary>Domain of a `mailto:` report address, without the size that RFC 7489 allowed; null when it is none.</summary>
    public static string? DomainOf(string report)
    {
        if (!report.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var address = report["mailto:".Length..].Split('!')[0];
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && !address.Contains(' ', StringComparison.Ordinal) ? address[(at + 1)..] : null;
    }
}
