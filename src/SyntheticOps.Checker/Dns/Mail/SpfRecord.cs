namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>An SPF record (RFC 7208): its terms, or the terms that are none.</summary>
internal sealed record SpfRecord(IReadOnlyList<SpfTerm> Terms, IReadOnlyList<string> Wrong)
{
    private const string Version = "v=spf1";

    public SpfTerm? All => Terms.FirstOrDefault(term => term.Name == "all");

    public SpfTerm? Redirect => Terms.FirstOrDefault(term => term is { Name: "redirect", IsModifier: true });

    /// <summary>Whether a TXT is one: the version, whatever its case, and then a blank or the end (section 4.5).</summary>
    public static bool Is(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    public static SpfRecord Parse(string text)
    {
        var (terms, wrong) = (new List<SpfTerm>(), new List<string>());
        foreach (var word in text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (SpfTerm.Parse(word) is { } term)
            {
                terms.Add(term);
            }
            else
            {
                wrong.Add(word);
            }
        }

        wrong.AddRange(terms.Where(term => term is { IsModifier: true, Name: "redirect" or "exp" })
            .GroupBy(term => term.Name).Where(group => group.Count() > 1).Select(group => group.Key + "= twice"));
        return new SpfRecord(terms, wrong);
    }
}
