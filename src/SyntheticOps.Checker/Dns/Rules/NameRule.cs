using System.Globalization;
using System.Text;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>The name exists and has what is asked of it.</summary>
internal sealed class NameRule : IDnsRule
{
    public const string Gone = "name-nxdomain";

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        var (a, aaaa) = (facts.Answers.Find(facts.Name, RecordType.A), facts.Answers.Find(facts.Name, RecordType.AAAA));
        if (a is { Status: LookupStatus.NXDomain, Chain: [] })
        {
            return [Found.Error(Gone, name, $"The name {name} does not exist.")];
        }

        return [.. Addresses(facts, a, aaaa), .. Missing(facts), .. Negative(facts), .. Labels(facts.Name)];
    }

    private static IEnumerable<Finding> Addresses(DnsFacts facts, LookupAnswer? a, LookupAnswer? aaaa)
    {
        var name = facts.Name.Shown;
        switch ((a?.Status, aaaa?.Status))
        {
            // Where an address is asked for, what is missing is said once.
            case (LookupStatus.NoData, LookupStatus.NoData) when facts.Required.Contains(RecordType.A) || facts.Required.Contains(RecordType.AAAA):
                break;
            case (LookupStatus.NoData, LookupStatus.NoData):
                yield return Found.Warning("name-nodata", name, $"{name} exists and has no address.");
                break;
            case (LookupStatus.Found, LookupStatus.NoData):
                yield return Found.Info("ipv4-only", name, $"{name} has no IPv6 address.");
                break;
            case (LookupStatus.NoData, LookupStatus.Found):
                yield return Found.Warning("ipv6-only", name, $"{name} has no IPv4 address; clients without IPv6 cannot connect.");
                break;
            default:
                break;
        }
    }

    /// <summary>CAA is found by climbing, so its rule says what is missing; an alias that leads nowhere is told by the alias rule.</summary>
    private static IEnumerable<Finding> Missing(DnsFacts facts) =>
        from type in facts.Required
        where type != RecordType.CAA && facts.Answers.Find(facts.Name, type) is { IsEmpty: true } and not { Status: LookupStatus.NXDomain, Chain: [_, ..] }
        let text = WireText.Type(type)
        select Found.Error("record-missing", $"{facts.Name.Shown} {text}", $"{facts.Name.Shown} has no {text} record, and one is asked for.", text);

    private static IEnumerable<Finding> Negative(DnsFacts facts)
    {
        if (facts.IsAuthoritative && facts.Answers.All.FirstOrDefault(answer => answer is { IsEmpty: true, HasSoa: false, Chain: [] } && answer.Question.Name.Equals(facts.Name)) is { } bare)
        {
            yield return Found.Warning("negative-without-soa", facts.Name.Shown, $"The negative answer about {bare.Question} has no SOA, so nobody may remember it.");
        }
    }

    private static IEnumerable<Finding> Labels(DnsName name)
    {
        for (var at = name; !at.IsRoot; at = at.Parent)
        {
            var label = Encoding.Latin1.GetString(at.First).ToLowerInvariant();
            if (label.StartsWith("xn--", StringComparison.Ordinal) && !IsALabel(label))
            {
                yield return Found.Warning("idn-invalid", name.Shown, $"The label {label} of {name.Shown} is no valid internationalised label.", label);
            }
        }
    }

    private static bool IsALabel(string label)
    {
        try
        {
            return new IdnMapping().GetUnicode(label) is { } text && text != label;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
