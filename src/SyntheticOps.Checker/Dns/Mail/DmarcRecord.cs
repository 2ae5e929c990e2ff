namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>A DMARC record (RFC 9989): tags by name, the first of equal ones.</summary>
internal sealed record DmarcRecord(IReadOnlyDictionary<string, string> Tags)
{
    private const string Version = "DMARC1";

    private static readonly string[] Strength = ["none", "quarantine", "reject"];

    private static readonly string[] ReportTags = ["rua", "ruf"];

    private static readonly string[] PolicyTags = ["p", "sp", "np"];

    /// <summary>A missing p counts as none.</summary>
    public string Policy => Tags.GetValueOrDefault("p", "none").ToLowerInvariant();

    /// <summary>The first policy that is none of the three, as `sp=value`; null when all are known.</summary>
    public string? UnknownPolicy => PolicyTags.Where(tag => Tags.TryGetValue(tag, out var value) && Rank(value) < 0).Select(tag => $"{tag}={Tags[tag]}").FirstOrDefault();

    /// <summary>`y`: a public suffix, which speaks for names below without a record. `n`: the organisation itself.</summary>
    public string? PublicSuffix => Tags.GetValueOrDefault("psd")?.ToLowerInvariant();

    /// <summary>Addresses of reports, as they are written, of both kinds.</summary>
    public IEnumerable<string> Reports => ReportTags
        .SelectMany(tag => Tags.GetValueOrDefault(tag, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Whether a TXT is one: the version in exactly this case, first.</summary>
    public static bool Is(string text) => TagList.StartsWith(text, Version);

    /// <summary>Meant as one, and written so that no receiver takes it for one.</summary>
    public static bool IsAlmost(string text) =>
        !Is(text) && text.Replace(" ", "", StringComparison.Ordinal).StartsWith("v=" + Version, StringComparison.Ordinal);

    public static DmarcRecord Parse(string text) => new(TagList.Read(text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..], StringComparer.OrdinalIgnoreCase));

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
