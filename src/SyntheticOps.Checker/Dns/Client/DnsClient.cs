using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>
/// Asks one server one question: UDP from a fresh random port with a random id, a second try, TCP when the answer is cut.
/// Every way to fail is a value; only cancellation is an exception.
/// </summary>
/// <param name="allows">The address policy: nothing is sent to an endpoint that it refuses.</param>
/// <param name="map">Other endpoints for some servers; the policy judges those.</param>
internal sealed class DnsClient(TimeProvider clock, Func<IPEndPoint, bool> allows, EndpointMap? map = null)
{
    private const int Tries = 2;

    /// <summary>A datagram may be lost; a server that answers plain queries only, so often, drops EDNS.</summary>
    private const int ProofOfDropping = 2;

    private readonly ConcurrentDictionary<IPEndPoint, int> _plainOnly = new();

    public async Task<DnsReply> AskAsync(IPEndPoint server, DnsQuestion question, AskOptions options, CancellationToken token)
    {
        if (map?.IsDead(server) == true)
        {
            return new DnsReply(server, ReplyStatus.Timeout, TimeSpan.Zero);
        }

        server = map?.Of(server) ?? server;
        if (!allows(server))
        {
            return new DnsReply(server, ReplyStatus.Blocked, TimeSpan.Zero);
        }

        var asked = options.MixCase ? question with { Name = MixedCase(question.Name) } : question;
        var asking = new Asking(server, asked, options, clock.GetTimestamp());
        var reply = options.Tcp ? await OverTcpAsync(asking, options.Edns, token) : await OverUdpAsync(asking, token);
        if (reply is { Status: ReplyStatus.Answered, OverTcp: false, Message.IsTruncated: true })
        {
            reply = await OverTcpAsync(asking, reply.Message.Edns is not null, token);
        }

        return reply with { Elapsed = clock.GetElapsedTime(asking.Started), CaseKept = reply.Message?.Question is not { } echoed || echoed.Name.Wire.SequenceEqual(asked.Name.Wire) };
    }

    private async Task<DnsReply> OverUdpAsync(Asking asking, CancellationToken token)
    {
        var (server, question, options, _) = asking;
        DnsReply? last = null;
        var asksPlain = options.PlainFallback && _plainOnly.GetValueOrDefault(server) >= ProofOfDropping;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var edns = options.Edns && !asksPlain && (attempt == 1 || !options.PlainFallback);
            var next = await LimitedAsync(asking, limit => UdpExchange.RunAsync(server, NewId(), question, options.Flags(edns), limit), token);
            Remember(server, edns, next, last);
            last = next.Status == ReplyStatus.Timeout && last is { Status: ReplyStatus.Malformed or ReplyStatus.Mismatch } ? last : next;
            var mayNotKnowEdns = edns && options.PlainFallback
                && last is { Status: ReplyStatus.Answered, Code: ResponseCode.FormErr or ResponseCode.NotImp or ResponseCode.BadVers };
            if (last.Status is not (ReplyStatus.Timeout or ReplyStatus.Malformed or ReplyStatus.Mismatch) && !mayNotKnowEdns)
            {
                return last;
            }
        }

        return last!;
    }

    /// <summary>So that each further question to a server that drops EDNS does not wait for the first try in vain.</summary>
    private void Remember(IPEndPoint server, bool edns, DnsReply next, DnsReply? before)
    {
        if (edns && next.Status == ReplyStatus.Answered)
        {
            _plainOnly.TryRemove(server, out _);
        }
        else if (!edns && next.Status == ReplyStatus.Answered && before is { Status: ReplyStatus.Timeout })
        {
            _plainOnly.AddOrUpdate(server, 1, (_, count) => count + 1);
        }
    }

    private async Task<DnsReply> OverTcpAsync(Asking asking, bool edns, CancellationToken token) =>
        await LimitedAsync(asking, limit => TcpExchange.RunAsync(asking.Server, NewId(), asking.Question, asking.Options.Flags(edns), limit), token) with { OverTcp = true };

    /// <summary>One try below its deadline, which makes it a timeout and nothing worse. All tries together take two of them at most.</summary>
    private async Task<DnsReply> LimitedAsync(Asking asking, Func<CancellationToken, Task<DnsReply>> run, CancellationToken token)
    {
        var perTry = asking.Options.PerTry;
        var left = (perTry * Tries) - clock.GetElapsedTime(asking.Started);
        if (left <= TimeSpan.Zero)
        {
            return new DnsReply(asking.Server, ReplyStatus.Timeout, perTry);
        }

        using var patience = new CancellationTokenSource(left < perTry ? left : perTry, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            return await run(limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new DnsReply(asking.Server, ReplyStatus.Timeout, perTry);
        }
    }

    private static ushort NewId() => (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);

    private static DnsName MixedCase(DnsName name)
    {
        var wire = name.Wire.ToArray();
        Span<byte> coins = stackalloc byte[DnsName.MaximumLength];
        RandomNumberGenerator.Fill(coins);
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            for (var i = at + 1; i <= at + wire[at]; i++)
            {
                wire[i] ^= (byte)(char.IsAsciiLetter((char)wire[i]) ? (coins[i] & 1) << 5 : 0);
            }
        }

        return DnsName.FromValid(wire);
    }

    /// <summary>One question to one server, begun at that moment.</summary>
    private readonly record struct Asking(IPEndPoint Server, DnsQuestion Question, AskOptions Options, long Started);
}
