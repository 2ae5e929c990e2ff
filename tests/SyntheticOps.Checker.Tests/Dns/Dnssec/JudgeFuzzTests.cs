using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Real answers with octets changed: the steps never throw, and believe no data that was not signed.</summary>
public sealed class JudgeFuzzTests(SignedInternet net) : IClassFixture<SignedInternet>
{
    private const int Rounds = 1500;

    [Theory]
    [InlineData("alg13.example", "A")]
    [InlineData("alg15.example", "MX")]
    [InlineData("nothing.alg13.example", "A")]
    [InlineData("nothing.nsec3.example", "TXT")]
    [InlineData("x.wild.nsec3.example", "A")]
    [InlineData("alg8.example", "DNSKEY")]
    [InlineData("alg8.example", "DS")]
    [InlineData("none.optout", "DS")]
    public async Task Judge_OctetsChanged_NeitherThrowsNorBelieves(string name, string asked)
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        var type = Enum.Parse<RecordType>(asked);
        var (token, question) = (TestContext.Current.CancellationToken, new DnsQuestion(DnsName.Parse(name), type));
        var lookup = new IterativeLookup(new DnsClient(TimeProvider.System, _ => true), new DnsRoots([net.First], net.Port)) { Dnssec = true };
        var anchors = TrustAnchorFile.Parse(await File.ReadAllTextAsync(net.AnchorFile, token));
        var zone = await new DnssecValidator(lookup, anchors, new TrustCache(TimeProvider.System), new Judging(DateTimeOffset.UtcNow)).TrustOfAsync(type == RecordType.DS ? question.Name.Parent : question.Name, token);
        var link = await lookup.LinkAsync(question, token);
        var (octets, whole) = (Octets(question, link.Message!), Shown(link.Message!, question));
        AnswerStep.Judge(zone, question, MessageReaderTests.Read(octets), new Judging(DateTimeOffset.UtcNow)).Status.ShouldBe(name == "none.optout" ? Trust.Insecure : Trust.Secure, "unchanged, it is believed");
        var random = new Random(name.Length * 31 + (int)type);

        for (var i = 0; i < Rounds; i++)
        {
            byte[] changed = [.. octets];
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                changed[random.Next(DnsMessage.HeaderLength, changed.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (!MessageReader.TryRead(changed, out var message, out _))
            {
                continue;
            }

            var judging = new Judging(DateTimeOffset.UtcNow);
            var verdict = AnswerStep.Judge(zone, question, message, judging);
            KeyStep.Judge(question.Name, [TestDs(question.Name, message)], link with { Message = message }, judging);
            CutStep.Judge(zone, question.Name, link with { Message = message }, judging);
            if (verdict.Status == Trust.Secure && message.Answers.Any(record => record.Type == type && record.Owner.Equals(question.Name)))
            {
                Shown(message, question).ShouldBe(whole);
            }
        }
    }

    /// <summary>A DS of whatever key stands in the message, so that its signature is tried.</summary>
    private static DigestData TestDs(DnsName name, DnsMessage message) => message.Answers.Select(record => record.Data).OfType<KeyData>().FirstOrDefault() is { } key
        ? KeyDigest.Ds(name, key, KeyDigest.Sha256)
        : new([1, 8, 2], new byte[32]);

    private static string Shown(DnsMessage message, DnsQuestion question) =>
        string.Join('\n', message.Answers.Where(record => record.Type == question.Type && record.Owner.Equals(question.Name)).Select(record => $"{Convert.ToHexString(DataWriter.Canonical(record.Type, record.Data))}").Distinct().Order());

    private static byte[] Octets(DnsQuestion question, DnsMessage message)
    {
        var builder = new MessageBuilder(flags: (ushort)((message.Flags & 0xFFF0) | ((int)message.Code & 0xF))) { Compress = false }.Question(question);
        foreach (var (section, records) in new[] { (1, message.Answers), (2, message.Authority) })
        {
            foreach (var record in records)
            {
                builder.Record(section, record.Owner.ToString(), record.Type, record.Ttl, DataWriter.Canonical(record.Type, record.Data));
            }
        }

        return builder.Build();
    }
}
