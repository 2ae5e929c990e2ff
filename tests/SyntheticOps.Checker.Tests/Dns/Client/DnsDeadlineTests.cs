using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Tests;
using static SyntheticOps.Checker.Tests.Dns.Client.DnsClientTests;

namespace SyntheticOps.Checker.Tests.Dns.Client;

/// <summary>CHK-03: whatever a server does, one question takes twice the limit of a try at most, to the tick of the clock.</summary>
public sealed class DnsDeadlineTests
{
    private static readonly DnsQuestion Asked = new(DnsName.Parse("shop.example"), RecordType.A);

    private static readonly TimeSpan PerTry = AskOptions.Authority.PerTry;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the server does, the tries that time out, and what is said of it.</summary>
    public static TheoryData<string, int, string> Servers => new()
    {
        { "silence", 2, nameof(ReplyStatus.Timeout) },
        { "wrong-id", 2, nameof(ReplyStatus.Timeout) },
        { "query-back", 2, nameof(ReplyStatus.Timeout) },
        { "wrong-name", 2, nameof(ReplyStatus.Mismatch) },
        { "garbage", 2, nameof(ReplyStatus.Malformed) },
        { "answer", 0, nameof(ReplyStatus.Answered) },
        { "servfail", 0, nameof(ReplyStatus.Answered) },
        { "cut, then a stall", 1, nameof(ReplyStatus.Timeout) },
        { "silence, then cut, then a stall", 2, nameof(ReplyStatus.Timeout) },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task AskAsync_Server_TakesTwoTriesAtMost(string kind, int tries, string expected)
    {
        var clock = new FakeClock();
        var overTcp = 0;
        await using var server = new FakeServer { HoldTcp = true };
        server.OnUdp = query => kind.Contains("cut", StringComparison.Ordinal)
            ? kind.StartsWith("silence", StringComparison.Ordinal) && server.Seen.Count == 1 ? [] : [Answer(query, flags: 0x8600).Build()]
            : Replies(kind, query);
        server.OnTcp = _ =>
        {
            Interlocked.Increment(ref overTcp);
            return [0];
        };
        server.Start();

        var asking = new DnsClient(clock, _ => true).AskAsync(server.Address, Asked, AskOptions.Authority, Token);
        for (var done = 0; done < tries; done++)
        {
            await ReachedAsync(() => server.Seen.Count + Volatile.Read(ref overTcp) == Questions(kind, done));
            clock.Advance(PerTry - TimeSpan.FromTicks(1));
            asking.IsCompleted.ShouldBeFalse();
            clock.Advance(TimeSpan.FromTicks(1));
        }

        var reply = await asking.WaitAsync(TimeSpan.FromSeconds(30), Token);

        reply.Status.ToString().ShouldBe(expected);
        reply.Elapsed.ShouldBe(PerTry * tries);
        reply.Elapsed.ShouldBeLessThanOrEqualTo(PerTry * 2);
    }

    /// <summary>An answer after the deadline, when nobody listens any more, counts for nothing.</summary>
    [Fact]
    public async Task AskAsync_AnswerAfterTheDeadline_IsNotWaitedFor()
    {
        var clock = new FakeClock();
        using var hold = new ManualResetEventSlim();
        await using var server = new FakeServer { OnUdp = query => Held(query, hold) }.Start();

        var asking = new DnsClient(clock, _ => true).AskAsync(server.Address, Asked, AskOptions.Authority, Token);
        await ReachedAsync(() => server.Seen.Count == 1);
        clock.Advance(PerTry);
        await ReachedAsync(() => clock.Waiting == 1 && !asking.IsCompleted);
        clock.Advance(PerTry);
        var reply = await asking.WaitAsync(TimeSpan.FromSeconds(30), Token);
        hold.Set();

        (reply.Status, reply.Elapsed).ShouldBe((ReplyStatus.Timeout, PerTry * 2));
    }

    /// <summary>Questions that the server has before the try with that number ends.</summary>
    private static int Questions(string kind, int done) => kind switch
    {
        "cut, then a stall" => 2,
        "silence, then cut, then a stall" => done == 0 ? 1 : 3,
        _ => done + 1,
    };

    private static IEnumerable<byte[]> Held(DnsMessage query, ManualResetEventSlim hold)
    {
        hold.Wait(Token);
        yield return Answer(query).Build();
    }

    private static async Task ReachedAsync(Func<bool> condition)
    {
        for (var i = 0; i < 3000 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        condition().ShouldBeTrue();
    }
}
