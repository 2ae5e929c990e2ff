using System.Text;
using System.Text.RegularExpressions;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>
/// A URL or path with `*` (within one segment) and `**` (across segments). One that begins with / is matched against the
/// path; the query counts only when the glob has one.
/// </summary>
internal static class UrlGlob
{
    public static bool Matches(string glob, Uri url)
    {
        var subject = glob.StartsWith('/') ? url.AbsolutePath : url.GetLeftPart(UriPartial.Path);
        if (glob.Contains('?', StringComparison.Ordinal))
        {
            subject += url.Query;
        }

        return ToRegex(glob).IsMatch(Uri.UnescapeDataString(subject));
    }

    private static Regex ToRegex(string glob)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i] != '*')
            {
                pattern.Append(Regex.Escape(glob[i].ToString()));
            }
            else if (i + 1 < glob.Length && glob[i + 1] == '*')
            {
                pattern.Append(".*");
                i++;
            }
            else
            {
                pattern.Append("[^/]*");
            }
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
