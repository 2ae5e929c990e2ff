namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>`name=value; name=value` as DMARC, DKIM, MTA-STS, TLS-RPT and BIMI write it; the first of equal names counts.</summary>
internal static class TagList
{
    public static Dictionary<string, string> Read(string text, StringComparer names)
    {
        var tags = new Dictionary<string, string>(names);
        foreach (var part in text.Split(';').Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            if (part.Length == 2)
            {
                tags.TryAdd(part[0], part[1]);
            }
        }

        return tags;
    }

    /// <summary>Whether the version stands first, in exactly this case.</summary>
    public static bool StartsWith(string text, string version)
    {
        var first = text.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
        return first is ["v", var value] && value == version;
    }
}
