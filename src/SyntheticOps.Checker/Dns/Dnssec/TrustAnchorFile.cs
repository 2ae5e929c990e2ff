using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>
/// Reads trust anchors: DS and DNSKEY lines of a zone file, BIND's `trust-anchors` (and the older `managed-keys` and
/// `trusted-keys`), and IANA's root-anchors.xml (RFC 9718).
/// </summary>
internal static partial class TrustAnchorFile
{
    private const string Expected = "a line such as '. IN DS 20326 8 2 E06D…', a DNSKEY line, BIND's trust-anchors { … } or IANA's root-anchors.xml is expected";

    private const int MostAnchors = 100;

    private static readonly string[] XmlParts = ["KeyTag", "Algorithm", "DigestType", "Digest"];

    /// <exception cref="FormatException">What stands there is no trust anchor; the message names it.</exception>
    public static IReadOnlyList<TrustAnchor> Parse(string text)
    {
        var form = text.AsSpan().TrimStart();
        List<TrustAnchor> anchors = [.. (form.StartsWith("<") ? Xml(text) : text.Contains('{', StringComparison.Ordinal) ? Bind(text) : Lines(text)).Take(MostAnchors)];
        return anchors.Count > 0 ? anchors : throw new FormatException($"no trust anchor stands there; {Expected}");
    }

    private static IEnumerable<TrustAnchor> Lines(string text)
    {
        foreach (var line in Joined(text))
        {
            var words = ZoneLine.Words(line);
            if (words.Count == 0 || words[0].StartsWith('$'))
            {
                continue;
            }

            var at = ZoneLine.TypeAt(words);
            yield return Of(words[0], at < words.Count ? words[at] : "", [.. words.Skip(at + 1)]);
        }
    }

    /// <summary>Lines with what stands in parentheses on one line.</summary>
    private static IEnumerable<string> Joined(string text)
    {
        var whole = new StringBuilder();
        var depth = 0;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? raw[..end] : raw;
            depth += line.Count(letter => letter == '(') - line.Count(letter => letter == ')');
            whole.Append(line).Append(' ');
            if (depth <= 0)
            {
                yield return whole.ToString();
                whole.Clear();
            }
        }

        yield return whole.ToString();
    }

    private static IEnumerable<TrustAnchor> Bind(string text)
    {
        foreach (Match block in Block().Matches(Comment().Replace(text, " ")))
        {
            foreach (var entry in block.Groups[2].Value.Split(';'))
            {
                // A quoted text may be broken by blanks and lines.
                var words = entry.Replace("\"", " ", StringComparison.Ordinal).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0)
                {
                    continue;
                }

                yield return block.Groups[1].Value == "trusted-keys"
                    ? Of(words[0], "DNSKEY", words[1..])
                    : Of(words[0], (words.Length > 1 ? words[1] : "") switch { "initial-key" or "static-key" => "DNSKEY", "initial-ds" or "static-ds" => "DS", var other => other }, [.. words.Skip(2)]);
            }
        }
    }

    private static IEnumerable<TrustAnchor> Xml(string text)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            root = XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw new FormatException($"the XML is broken in line {e.LineNumber}; {Expected}");
        }

        var zone = (string?)root.Element("Zone") ?? ".";
        return root.Elements("KeyDigest").Select(digest => Of(
            zone, "DS", [.. XmlParts.Select(name => ((string?)digest.Element(name) ?? "").Trim())]));
    }

    private static TrustAnchor Of(string owner, string type, string[] words)
    {
        var shown = $"{owner} {type} {string.Join(' ', words)}";
        shown = shown.Length > 60 ? $"{shown[..60]}…" : shown;
        try
        {
            if (!DnsName.TryParse(owner.Trim('"'), out var zone) || words.Length < 4)
            {
                throw new FormatException();
            }

            int[] numbers = [.. words[..3].Select(word => int.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture))];
            var rest = string.Concat(words[3..]);
            return type.ToUpperInvariant() switch
            {
                "DS" when numbers is [<= ushort.MaxValue, <= byte.MaxValue, <= byte.MaxValue] => new(zone, new DigestData(numbers, Convert.FromHexString(rest))),
                "DNSKEY" when numbers is [<= ushort.MaxValue, <= byte.MaxValue, <= byte.MaxValue] => new(
                    zone, KeyDigest.Ds(zone, new KeyData((ushort)numbers[0], (byte)numbers[1], (byte)numbers[2], Convert.FromBase64String(rest)), KeyDigest.Sha256)),
                _ => throw new FormatException(),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"'{shown}' is no trust anchor; {Expected}");
        }
    }

    [GeneratedRegex("""(trust-anchors|managed-keys|trusted-keys)\s*\{([^}]*)\}""")]
    private static partial Regex Block();

    [GeneratedRegex("""/\*.*?\*/|//[^\n"]*$|#[^\n"]*$""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();
}
