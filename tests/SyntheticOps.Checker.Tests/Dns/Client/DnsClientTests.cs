using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Tests.Dns.Wire;
using static SyntheticOps.Checker.Tests.Dns.Wire.MessageBuilder;

namespace SyntheticOps.Checker.Tests.Dns.Client;

/// <summary>CHK-03: every way a server can misbehave has its own status, and a forger gets nothing in.</summary>
public sealed class DnsClientTests
{
    private static readonly DnsQuestion Asked = new(DnsName.Parse("shop.example"), RecordType.A);

    private static readonly AskOptions Quick = AskOptions.Authority with { PerTry = TimeSpan.FromMilliseconds(250) };

    /// <summary>Where an answer comes, a busy machine may take its time.</summary>
    private static readonly AskOptions Patient = AskOptions.Authority with { PerTry = TimeSpan.FromSeconds(10) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Misbehaviours => new()
    {
        { "answer", nameof(ReplyStatus.Answered) },
        { "silence", nameof(ReplyStatus.Timeout) },
        { "wrong-id", nameof(ReplyStatus.Timeout) },
        { "query-back", nameof(ReplyStatus.Timeout) },
        { "wrong-name", nameof(ReplyStatus.Mismatch) },
        { "wrong-type", nameof(ReplyStatus.Mismatch) },
        { "wrong-class", nameof(ReplyStatus.Mismatch) },
        { "wrong-opcode", nameof(ReplyStatus.Mismatch) },
        { "no-question", nameof(ReplyStatus.Mismatch) },
        { "garbage", nameof(ReplyStatus.Malformed) },
        { "cut", nameof(ReplyStatus.Malformed) },
        { "two-opt", nameof(ReplyStatus.Malformed) },
        { "garbage-then-answer", nameof(ReplyStatus.Answered) },
        { "trailing", nameof(ReplyStatus.Answered) },
        { "other-case", nameof(ReplyStatus.Answered) },
        { "servfail", nameof(ReplyStatus.Answered) },
    };

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task AskAsync_Server_HasAStatusOfItsOwn(string kind, string expected)
    {
        await using var server = new FakeServer { OnUdp = query => Replies(kind, query) }.Start();

        var reply = await Client().AskAsync(server.Address, Asked, For(expected), Token);

        reply.Status.ToString().ShouldBe(expected);
        (reply.Message is not null).ShouldBe(expected == nameof(ReplyStatus.Answered));
    }

    [Fact]
    public async Task AskAsync_NobodyListens_IsRefusedAtOnce()
    {
        // An address of the loopback network that no other test has.
        var server = new IPEndPoint(IPAddress.Parse("127.77.0.1"), 1);

        (await Client().AskAsync(server, Asked, Quick with { PerTry = TimeSpan.FromSeconds(30) }, Token)).Status.ShouldBe(ReplyStatus.Refused);
    }

    [Fact]
    public async Task AskAsync_AddressThatThePolicyRefuses_IsSentNothing()
    {
        await using var server = new FakeServer().Start();

        var reply = await new DnsClient(TimeProvider.System, _ => false).AskAsync(server.Address, Asked, Quick, Token);

        reply.Status.ShouldBe(ReplyStatus.Blocked);
        server.Seen.ShouldBeEmpty();
    }

    public static TheoryData<string, string> TcpMisbehaviours => new()
    {
        { "answer", nameof(ReplyStatus.Answered) },
        { "other-first", nameof(ReplyStatus.Answered) },
        { "closed", nameof(ReplyStatus.TcpBroken) },
        { "empty", nameof(ReplyStatus.TcpBroken) },
        { "cut", nameof(ReplyStatus.TcpBroken) },
        { "garbage", nameof(ReplyStatus.Malformed) },
        { "stall", nameof(ReplyStatus.Timeout) },
        { "not-there", nameof(ReplyStatus.Refused) },
    };

    [Theory]
    [MemberData(nameof(TcpMisbehaviours))]
    public async Task AskAsync_CutAnswer_IsAskedAgainOverTcp(string kind, string expected)
    {
        await using var server = new FakeServer
        {
            OnUdp = query => [Answer(query, flags: 0x8600).Build()],
            OnTcp = kind == "not-there" ? null : query => Tcp(kind, query),
            HoldTcp = kind == "stall",
        }.Start();

        var reply = await Client().AskAsync(server.Address, Asked, For(expected), Token);

        reply.Status.ToString().ShouldBe(expected);
        reply.OverTcp.ShouldBeTrue();
    }

    [Fact]
    public async Task AskAsync_ServerThatDroppedEdnsTwice_IsAskedPlainlyAtOnce()
    {
        await using var server = new FakeServer { OnUdp = query => query.Edns is null ? [Answer(query).Build()] : [] }.Start();
        var client = Client();
        var unhurried = Quick with { PerTry = TimeSpan.FromSeconds(1) };
        await client.AskAsync(server.Address, Asked, unhurried, Token);
        await client.AskAsync(server.Address, Asked, unhurried, Token);

        var reply = await client.AskAsync(server.Address, Asked, Patient, Token);

        reply.Status.ShouldBe(ReplyStatus.Answered);
        server.Seen.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(true, nameof(ReplyStatus.Answered))]
    [InlineData(false, nameof(ReplyStatus.Timeout))]
    public async Task AskAsync_ServerThatDropsEdns_IsAskedPlainly(bool fallback, string expected)
    {
        await using var server = new FakeServer { OnUdp = query => query.Edns is null ? [Answer(query).Build()] : [] }.Start();

        (await Client().AskAsync(server.Address, Asked, Quick with { PlainFallback = fallback, PerTry = TimeSpan.FromSeconds(fallback ? 1 : 0.25) }, Token)).Status.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task AskAsync_FormerrWithoutQuestion_IsAskedPlainly()
    {
        await using var server = new FakeServer
        {
            OnUdp = query => [query.Edns is null ? Answer(query).Build() : new MessageBuilder(query.Id, 0x8001).Build()],
        }.Start();

        (await Client().AskAsync(server.Address, Asked, Patient, Token)).Code.ShouldBe(ResponseCode.NoError);
    }

    /// <summary>10,000 forged answers: from another address, from another port of the right address, and from the right place with a wrong id. None is taken.</summary>
    [Fact]
    public async Task AskAsync_TenThousandForgedReplies_TakesNone()
    {
        const int Forgeries = 10_000;
        using var elsewhere = Forger("127.0.0.2");
        using var beside = Forger("127.0.0.1");
        var sent = 0;
        await using var server = new FakeServer();
        server.OnUdp = query =>
        {
            var client = new IPEndPoint(IPAddress.Loopback, server.Seen.Last().Port);
            for (; sent < Forgeries / 2; sent++)
            {
                (sent % 2 == 0 ? elsewhere : beside).SendTo(Forged(query, 0), client);
            }

            return Enumerable.Range(1, Forgeries / 2).Select(offset => (Reply: Forged(query, offset), Count: sent++).Reply).Concat(Honest(query));
        };
        server.Start();

        var reply = await Client().AskAsync(server.Address, Asked, Quick with { PerTry = TimeSpan.FromSeconds(30) }, Token);

        reply.Message.ShouldNotBeNull().Answers.Single().Data.ToString().ShouldBe("192.0.2.1");
        sent.ShouldBe(Forgeries);
    }

    /// <summary>Each kind of forgery by itself: nothing was answered.</summary>
    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.0.0.1")]
    public async Task AskAsync_ForgedReplyFromElsewhere_IsNoAnswer(string address)
    {
        using var forger = Forger(address);
        await using var server = new FakeServer();
        server.OnUdp = query =>
        {
            forger.SendTo(Forged(query, 0), new IPEndPoint(IPAddress.Loopback, server.Seen.Last().Port));
            return [];
        };
        server.Start();

        (await Client().AskAsync(server.Address, Asked, Quick, Token)).Status.ShouldBe(ReplyStatus.Timeout);
    }

    /// <summary>χ² over 16 classes of the upper bits of ids and of the lower bits of ports: 15 degrees of freedom, 1 in a million above 56.5.</summary>
    [Fact]
    public async Task AskAsync_ThousandQueries_HaveRandomIdsAndPorts()
    {
        await using var server = new FakeServer { OnUdp = query => [Answer(query).Build()] }.Start();
        var client = Client();
        for (var i = 0; i < 1000; i++)
        {
            await client.AskAsync(server.Address, Asked, Quick with { PerTry = TimeSpan.FromSeconds(5) }, Token);
        }

        var seen = server.Seen.ToArray();
        ChiSquare(seen.Select(item => item.Query[0] >> 4)).ShouldBeLessThan(56.5);
        ChiSquare(seen.Select(item => (item.Port >> 2) & 15)).ShouldBeLessThan(56.5);
        seen.DistinctBy(item => item.Port).Count().ShouldBeGreaterThan(900);
    }

    [Fact]
    public async Task AskAsync_MixedCase_IsSentAndNeverDemanded()
    {
        await using var server = new FakeServer { OnUdp = query => [new MessageBuilder(query.Id).Question(Asked).Answer("shop.example", RecordType.A, A("192.0.2.1")).Build()] }.Start();
        var asked = new DnsQuestion(DnsName.Parse("averyveryverylongname.shop.example"), RecordType.A);
        server.OnUdp = query => [new MessageBuilder(query.Id).Question(asked).Answer("averyveryverylongname.shop.example", RecordType.A, A("192.0.2.1")).Build()];

        var reply = await Client().AskAsync(server.Address, asked, Patient with { MixCase = true }, Token);

        reply.Status.ShouldBe(ReplyStatus.Answered);
        reply.CaseKept.ShouldBeFalse();
        server.Seen.Single().Query.AsSpan(12, asked.Name.Wire.Length).SequenceEqual(asked.Name.Wire).ShouldBeFalse();
    }

    /// <summary>A try always lasts as long as it may where no good answer comes; a bad one must come within it to be seen.</summary>
    private static AskOptions For(string expected) => expected switch
    {
        nameof(ReplyStatus.Timeout) => Quick,
        nameof(ReplyStatus.Mismatch) or nameof(ReplyStatus.Malformed) => Quick with { PerTry = TimeSpan.FromMilliseconds(500) },
        _ => Patient,
    };

    private static Socket Forger(string address)
    {
        var forger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        forger.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        return forger;
    }

    private static byte[] Forged(DnsMessage query, int offset) => Answer(query, id: (ushort)(query.Id + offset), address: "203.0.113.66").Build();

    /// <summary>The flood may have filled the client's buffer, so the true answer is sent until it fits.</summary>
    private static IEnumerable<byte[]> Honest(DnsMessage query)
    {
        using var pause = new ManualResetEventSlim();
        for (var i = 0; i < 40; i++)
        {
            pause.Wait(TimeSpan.FromMilliseconds(25), CancellationToken.None);
            yield return Answer(query).Build();
        }
    }

    internal static DnsClient Client() => new(TimeProvider.System, _ => true);

    internal static MessageBuilder Answer(DnsMessage query, ushort? id = null, ushort flags = 0x8400, string address = "192.0.2.1")
    {
        var builder = new MessageBuilder(id ?? query.Id, flags).Question(query.Question!).Answer("shop.example", RecordType.A, A(address));
        return query.Edns is null ? builder : builder.Opt();
    }

    private static double ChiSquare(IEnumerable<int> classes)
    {
        var counts = new int[16];
        foreach (var item in classes)
        {
            counts[item]++;
        }

        var expected = counts.Sum() / 16.0;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    internal static IEnumerable<byte[]> Replies(string kind, DnsMessage query) => kind switch
    {
        "answer" => [Answer(query).Build()],
        "wrong-id" => [Answer(query, id: (ushort)(query.Id ^ 1)).Build()],
        "query-back" => [Answer(query, flags: 0).Build()],
        "wrong-name" => [new MessageBuilder(query.Id).Question("evil.example", RecordType.A).Answer("shop.example", RecordType.A, A("192.0.2.1")).Build()],
        "wrong-type" => [new MessageBuilder(query.Id).Question("shop.example", RecordType.AAAA).Build()],
        "wrong-class" => [new MessageBuilder(query.Id).Question("shop.example", RecordType.A, 3).Build()],
        "wrong-opcode" => [Answer(query, flags: 0xA400).Build()],
        "no-question" => [new MessageBuilder(query.Id).Answer("shop.example", RecordType.A, A("192.0.2.1")).Build()],
        "garbage" => [[.. Answer(query).Build().AsSpan(0, 2), 0x84, 0, 0xFF, 0xFF]],
        "cut" => [Answer(query).Build()[..^3]],
        "two-opt" => [Answer(query).Opt().Opt().Build()],
        "garbage-then-answer" => [[0], Answer(query).Build()[..20], Answer(query).Build()],
        "trailing" => [[.. Answer(query).Build(), 0, 0]],
        "other-case" => [new MessageBuilder(query.Id).Question("SHOP.example", RecordType.A).Answer("shop.example", RecordType.A, A("192.0.2.1")).Build()],
        "servfail" => [new MessageBuilder(query.Id, 0x8402).Question(query.Question!).Build()],
        _ => [],
    };

    private static byte[]? Tcp(string kind, DnsMessage query)
    {
        var answer = Answer(query).Build();
        return kind switch
        {
            "answer" => FakeServer.Framed(answer),
            "other-first" => [.. FakeServer.Framed(Answer(query, id: (ushort)(query.Id ^ 1)).Build()), .. FakeServer.Framed(answer)],
            "empty" => [0, 0],
            "cut" => FakeServer.Framed(answer)[..^1],
            "garbage" => FakeServer.Framed([.. answer.AsSpan(0, 2), 0xFF]),
            "stall" => FakeServer.Framed(answer)[..10],
            _ => null,
        };
    }
}
