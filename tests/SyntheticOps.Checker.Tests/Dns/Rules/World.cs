using System.Net;
using System.Text;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>
/// Answers from lines such as `shop.example MX 10 mail.shop.example`; `-shop.example MX` takes lines away, `!shop.example MX`
/// makes the question unanswered. A healthy shop stands in it at first; lines of the same owner and type replace its own.
/// </summary>
internal sealed class World
{
    private static readonly string[] Healthy =
    [
        "shop.example A 8.8.8.8", "shop.example AAAA 2606:4700::1", "shop.example CAA 0 issue ca.example", "shop.example MX 10 mail.shop.example",
        "mail.shop.example A 8.8.8.9", "mail.shop.example AAAA 2606:4700::2", "shop.example TXT v=spf1 mx -all", "_dmarc.shop.example TXT v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "ns1.shop.example A 8.8.4.4", "ns2.other.example A 9.9.9.9", "ns1.shop.example AAAA 2620:fe::1", "ns2.other.example AAAA 2620:ff::1",
    ];

    private readonly List<DnsRecord> _records = [];
    private readonly HashSet<DnsQuestion> _silent = [];

    public World(string lines = "")
    {
        var own = lines.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var replaced = own.Select(line => Key(line.TrimStart('-', '!'))).ToHashSet();
        foreach (var line in Healthy.Where(line => !replaced.Contains(Key(line))).Concat(own.Where(line => line[0] is not ('-' or '!'))))
        {
            _records.Add(Parse(line));
        }

        _silent.UnionWith(own.Where(line => line[0] == '!').Select(line => Key(line[1..])));
    }

    public LookupAnswer Answer(DnsQuestion question) => AliasWalk.FollowAsync(question, asked => Task.FromResult(LinkOf(asked))).Result;

    /// <summary>Judges as the check does: until no rule wants more.</summary>
    public IReadOnlyList<Finding> Judge(DnsFacts facts)
    {
        while (true)
        {
            var findings = DnsRules.Judge(facts);
            if (facts.Answers.TakeWanted() is not { Count: > 0 } wanted)
            {
                return findings;
            }

            foreach (var question in wanted)
            {
                facts.Answers.Add(Answer(question));
            }
        }
    }

    public static DnsFacts Facts(string name = "shop.example") => new() { Name = DnsName.Parse(name), Answers = new AnswerBook(), MailParts = MailParts.Spf | MailParts.Dmarc };

    private static DnsQuestion Key(string line) => line.Split(' ') is var words
        ? new DnsQuestion(DnsName.Parse(words[0]), Enum.Parse<RecordType>(words[1]))
        : throw new FormatException(line);

    private Link LinkOf(DnsQuestion question)
    {
        if (_silent.Contains(question))
        {
            return new Link(LookupStatus.Silent) { Detail = Saying.Text("nobody answered") };
        }

        var own = _records.Where(record => record.Owner.Equals(question.Name)).ToList();
        if (own.Where(record => record.Type == question.Type).ToList() is { Count: > 0 } found)
        {
            return new Link(LookupStatus.Found) { Records = found };
        }

        return own.Find(record => record.Type == RecordType.CNAME)?.Data is NameData alias
            ? new Link(LookupStatus.Found) { Alias = alias.Target }
            : new Link(_records.Exists(record => record.Owner.IsAtOrBelow(question.Name)) ? LookupStatus.NoData : LookupStatus.NXDomain);
    }

    private static DnsRecord Parse(string line)
    {
        var words = line.Split(' ', 3);
        var ttl = words[2].StartsWith("ttl=", StringComparison.Ordinal) ? uint.Parse(words[2].Split(' ')[0][4..], System.Globalization.CultureInfo.InvariantCulture) : 3600u;
        var text = words[2].StartsWith("ttl=", StringComparison.Ordinal) ? words[2].Split(' ', 2)[1] : words[2];
        var (type, parts) = (Enum.Parse<RecordType>(words[1]), text.Split(' ', 3));
        RecordData data = type switch
        {
            RecordType.A or RecordType.AAAA => new AddressData(IPAddress.Parse(text)),
            RecordType.CNAME or RecordType.NS => new NameData(DnsName.Parse(text)),
            RecordType.MX => new MxData(ushort.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), DnsName.Parse(parts[1])),
            RecordType.CAA => new CaaData(byte.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], Encoding.ASCII.GetBytes(parts[2])),
            _ => new TextData([.. text.Split("&&").Select(Encoding.Latin1.GetBytes)]),
        };
        return new DnsRecord(DnsName.Parse(words[0]), type, DnsMessage.Internet, ttl, data);
    }
}
