using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns.Client;
using SyntheticOps.Checker.Tests.Dns.Wire;
using SyntheticOps.Checks.Tests;
using static SyntheticOps.Checker.Tests.Dns.Wire.MessageBuilder;

namespace SyntheticOps.Checker.Tests.Dns.Resolution;

/// <summary>CHK-03 and CHK-05 from a question to what is known, with a real server as the root.</summary>
public sealed class IterativeLookupTests
{
    private static readonly DnsQuestion Asked = new(DnsName.Parse("shop.example"), RecordType.A);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a server answers, and what is then known, with the words for people: no two are alike.</summary>
    public static TheoryData<string, string, string> Answers => new()
    {
        { "answer", "Found", "" },
        { "nodata", "NoData", "" },
        { "nxdomain", "NXDomain", "" },
        { "servfail", "Failed", "answers SERVFAIL" },
        { "refused", "Failed", "answers REFUSED" },
        { "lame", "Failed", "is not authoritative" },
        { "upward", "Failed", "refers elsewhere" },
        { "closed", "Silent", "has nobody listening" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task LookupAsync_Answer_IsKnownAsWhatItIs(string kind, string status, string detail)
    {
        await using var server = new FakeServer { OnUdp = query => [Reply(kind, query)] }.Start();
        var root = kind == "closed" ? "127.0.0.4" : "127.0.0.1";
        var lookup = new IterativeLookup(DnsClientTests.Client(), new DnsRoots([IPAddress.Parse(root)], server.Address.Port));

        var answer = await lookup.LookupAsync(Asked, Token);

        answer.Status.ToString().ShouldBe(status);
        answer.Detail.ToString().ShouldContain(detail);
    }

    [Fact]
    public void Answers_NoTwo_AreAlike() => Answers.Select(row => (row.Data.Item2, row.Data.Item3)).ShouldBeUnique();

    /// <summary>Two servers, one dead: asked twice in vain within two tries, then the other one answers.</summary>
    [Fact]
    public async Task LookupAsync_OneOfTwoServersDead_FindsTheAnswer()
    {
        var clock = new FakeClock();
        await using var server = new FakeServer { OnUdp = query => [Reply("answer", query)] }.Start();
        using var dead = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.3"), server.Address.Port));
        var lookup = new IterativeLookup(new DnsClient(clock, _ => true), new DnsRoots([IPAddress.Parse("127.0.0.3"), IPAddress.Loopback], server.Address.Port));

        var looking = lookup.LookupAsync(Asked, Token);
        for (var i = 0; i < 2; i++)
        {
            await dead.ReceiveAsync(Token);
            clock.Advance(TimeSpan.FromSeconds(1.5));
        }

        var answer = await looking.WaitAsync(TimeSpan.FromSeconds(30), Token);

        answer.Status.ShouldBe(LookupStatus.Found);
        server.Seen.Count.ShouldBe(1);
        (await lookup.LookupAsync(Asked with { Type = RecordType.AAAA }, Token)).Status.ShouldBe(LookupStatus.NoData);
        dead.Available.ShouldBe(0, "a dead server is asked once a run");
    }

    /// <summary>A server that has a thousand aliases ready in each answer is asked for seventeen names.</summary>
    [Fact]
    public async Task LookupAsync_ThousandAliases_EndsAfterSixteen()
    {
        await using var server = new FakeServer { OnUdp = Cut, OnTcp = query => FakeServer.Framed(Chain(query)), HoldTcp = false }.Start();

        var answer = await Lookup(server).LookupAsync(Asked with { Name = DnsName.Parse("l0.example") }, Token);

        answer.Status.ShouldBe(LookupStatus.TooLong);
        answer.Chain.Count.ShouldBe(AliasWalk.MaximumLinks + 1);
        answer.Records.ShouldBeEmpty();
        server.Seen.Count.ShouldBe(17);

        IEnumerable<byte[]> Cut(DnsMessage query) => [new MessageBuilder(query.Id, 0x8600).Question(query.Question!).Build()];
    }

    [Fact]
    public async Task LookupAsync_AliasesInACircle_AreALoop()
    {
        await using var server = new FakeServer
        {
            OnUdp = query => [new MessageBuilder(query.Id).Question(query.Question!).Answer(query.Question!.Name.ToString(), RecordType.CNAME, N(Next(query, 3))).Build()],
        }.Start();

        var answer = await Lookup(server).LookupAsync(Asked with { Name = DnsName.Parse("l0.example") }, Token);

        answer.Status.ShouldBe(LookupStatus.Loop);
        answer.Chain.Select(name => name.Shown).ShouldBe(["l1.example", "l2.example", "l0.example"]);
        server.Seen.Count.ShouldBe(3);
    }

    /// <summary>Addresses of the alias's target, of a bank and of the server itself stand beside the answer: none is used.</summary>
    [Fact]
    public async Task LookupAsync_ForeignDataBesideTheAnswer_IsIgnored()
    {
        await using var server = new FakeServer
        {
            OnUdp = query =>
            [
                query.Question!.Name.Equals(Asked.Name)
                    ? new MessageBuilder(query.Id).Question(query.Question).Answer("shop.example", RecordType.CNAME, N("cdn.test")).Answer("cdn.test", RecordType.A, A("203.0.113.66"))
                        .Record(3, "bank.test", RecordType.A, 60, A("203.0.113.67")).Build()
                    : new MessageBuilder(query.Id).Question(query.Question).Answer("cdn.test", RecordType.A, A("192.0.2.1")).Build(),
            ],
        }.Start();
        var lookup = Lookup(server);

        (await lookup.LookupAsync(Asked, Token)).Records.Single().Data.ToString().ShouldBe("192.0.2.1");
        (await lookup.LookupAsync(Asked with { Name = DnsName.Parse("bank.test") }, Token)).Status.ShouldBe(LookupStatus.NoData);
    }

    /// <summary>10,000 addresses do not fit into a message: one that counts so many is none, and the most that fits is read whole.</summary>
    [Theory]
    [InlineData(4_080, LookupStatus.Found, 4_080)]
    [InlineData(10_000, LookupStatus.Failed, 0)]
    public async Task LookupAsync_TenThousandAddresses_AreReadOrRefusedWhole(int claimed, object status, int read)
    {
        await using var server = new FakeServer { OnUdp = query => [new MessageBuilder(query.Id, 0x8600).Question(query.Question!).Build()], OnTcp = query => FakeServer.Framed(Many(query, claimed)) }.Start();

        var answer = await Lookup(server).LookupAsync(Asked, Token);

        answer.Status.ShouldBe((LookupStatus)status);
        answer.Records.Count.ShouldBe(read);
    }

    private static IterativeLookup Lookup(FakeServer server) => new(DnsClientTests.Client(), new DnsRoots([IPAddress.Loopback], server.Address.Port));

    private static string Next(DnsMessage query, int modulus) =>
        $"l{(int.Parse(query.Question!.Name.ToString().Split('.')[0][1..], System.Globalization.CultureInfo.InvariantCulture) + 1) % modulus}.example";

    private static byte[] Chain(DnsMessage query)
    {
        var builder = new MessageBuilder(query.Id).Question(query.Question!);
        for (var i = 0; i < 1000; i++)
        {
            builder.Answer($"l{i}.example", RecordType.CNAME, N($"l{i + 1}.example"));
        }

        return builder.Answer("l1000.example", RecordType.A, A("203.0.113.66")).Build();
    }

    private static byte[] Many(DnsMessage query, int claimed)
    {
        var builder = new MessageBuilder(query.Id).Question(query.Question!);
        for (var i = 0; i < Math.Min(claimed, 4_080); i++)
        {
            builder.Answer("shop.example", RecordType.A, A($"198.18.{i / 256}.{i % 256}"));
        }

        builder.Counts[1] = (ushort)claimed;
        return builder.Build();
    }

    private static byte[] Reply(string kind, DnsMessage query)
    {
        MessageBuilder With(ushort flags) => new MessageBuilder(query.Id, flags).Question(query.Question!);
        return (kind switch
        {
            "answer" when query.Question!.Type == RecordType.A => With(0x8400).Answer("shop.example", RecordType.A, A("192.0.2.1")),
            "nxdomain" => With(0x8403),
            "servfail" => With(0x8402),
            "refused" => With(0x8005),
            "lame" => With(0x8000),
            "upward" => With(0x8000).Record(2, ".", RecordType.NS, 60, N("a.root")),
            _ => With(0x8400),
        }).Build();
    }
}
