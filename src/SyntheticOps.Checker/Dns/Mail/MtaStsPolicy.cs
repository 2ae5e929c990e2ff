using System.Globalization;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>The policy file of MTA-STS (RFC 8461 section 3.2).</summary>
/// <param name="Hosts">The mx lines: names, or `*.` and a name for one label more.</param>
/// <param name="Faults">Why senders take it for none; empty when they use it.</param>
internal sealed record MtaStsPolicy(string Mode, IReadOnlyList<string> Hosts, IReadOnlyList<string> Faults)
{
    private const int LongestAge = 31_557_600;

    public static MtaStsPolicy Parse(string text)
    {
        var (fields, faults) = (new List<(string Key, string Value)>(), new List<string>());
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r').Trim()).Where(line => line.Length > 0))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                fields.Add((parts[0], parts[1]));
            }
            else
            {
                faults.Add($"\"{(line.Length > 40 ? string.Concat(line.AsSpan(0, 40), "…") : line)}\" is no field");
            }
        }

        string? First(string key) => fields.Where(field => field.Key == key).Select(field => field.Value).FirstOrDefault();
        var (mode, hosts) = (First("mode") ?? "", fields.Where(field => field.Key == "mx").Select(field => field.Value).ToList());
        if (First("version") != "STSv1")
        {
            faults.Add("version: STSv1 is missing");
        }

        if (mode is not ("enforce" or "testing" or "none"))
        {
            faults.Add("mode is none of enforce, testing, none");
        }

        if (!int.TryParse(First("max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age) || age > LongestAge)
        {
            faults.Add($"max_age is no number of seconds up to {LongestAge}");
        }

        if (hosts.Count == 0 && mode is "enforce" or "testing")
        {
            faults.Add("it has no mx line");
        }

        return new MtaStsPolicy(mode, hosts, faults);
    }

    public bool Covers(DnsName host) => Hosts.Any(pattern => DnsName.TryParse(pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern, out var name)
        && (pattern[0] == '*' ? host.Labels == name.Labels + 1 && host.IsAtOrBelow(name) : host.Equals(name)));
}
