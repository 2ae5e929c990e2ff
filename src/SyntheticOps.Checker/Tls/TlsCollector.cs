using System.Diagnostics;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checker.Tls;

/// <summary>
/// Does all I/O of a TLS check: at most 16 short connections to the one address that the site's policy allows. The first
/// hello decides whether there is TLS at all; the others ask for what it cannot show.
/// </summary>
internal sealed class TlsCollector(ProbeDialer dialer, ChainBuilder chains, TimeProvider clock)
{
    private static readonly TlsVersion[] OldVersions = [TlsVersion.Tls11, TlsVersion.Tls10, TlsVersion.Ssl3];

    public async Task<TlsSeen> CollectAsync(TlsTarget target, CheckRun run, CancellationToken token)
    {
        var limit = TlsTarget.LimitOf(run.Definition);
        var phases = new PhaseClock(clock);
        var resolved = await dialer.ResolveAsync(run.Site, target.Host, target.Port, token);
        phases.Next(PhaseClock.Connect);
        Dial dial;
        try
        {
            dial = await dialer.ConnectAsync(resolved, target.Port, token);
        }
        catch (OperationCanceledException)
        {
            return Done(new TlsSeen(null) { Failure = TlsFaults.NotAccepted(target, run.Definition.Timeout) }, phases);
        }

        if (dial.Failure is { } failure)
        {
            var result = CheckResult.Of(failure.Outcome, failure.Reason, failure.Said);
            return Done(new TlsSeen(dial.Peer) { Failure = result }, phases);
        }

        phases.Next(PhaseClock.Tls);
        using var line = new TlsLine(dialer, clock, resolved, target);
        var first = await FirstAsync(line, dial, limit, token);
        var seen = Done(new TlsSeen(dial.Peer) { Failure = TlsFaults.IsFinal(first) ? TlsFaults.Explain(first, target, limit) : null }, phases);
        return seen.Failure is null ? await LookAsync(seen, first, line, target, run, token) : seen;
    }

    private async Task<HelloAnswer> FirstAsync(TlsLine line, Dial dial, TimeSpan limit, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, token);
        return await line.AskAsync(dial.Socket!, TlsVersion.Tls12, CipherSuites.Older, toTheEnd: true, either.Token);
    }

    private async Task<TlsSeen> LookAsync(TlsSeen seen, HelloAnswer first, TlsLine line, TlsTarget target, CheckRun run, CancellationToken token)
    {
        var handshaking = HandshakeAsync(line, target, token);
        var answers = await AskEachAsync(line, token);
        answers[TlsVersion.Tls12] = first;
        var handshake = await handshaking;

        // The best of the older versions shows certificates and staple in clear.
        var clear = answers.Where(pair => pair.Key != TlsVersion.Tls13).OrderByDescending(pair => pair.Key)
            .Select(pair => pair.Value).FirstOrDefault(answer => answer is { Kind: HelloKind.Accepted, Version: < TlsVersion.Tls13 });
        var sent = handshake.Sent.Count > 0 ? handshake.Sent : clear?.Certificates ?? [];
        if (sent.Count == 0)
        {
            var telling = answers.Values.FirstOrDefault(answer => answer.Kind == HelloKind.Accepted)
                ?? answers.OrderByDescending(pair => pair.Key).Select(pair => pair.Value).FirstOrDefault(answer => answer is { Kind: HelloKind.Refused, Alert: not Alerts.ProtocolVersion })
                ?? first;
            var why = clear is null ? TlsFaults.Explain(telling, target, TlsTarget.LimitOf(run.Definition)) : TlsFaults.NoCertificate(target);
            return seen with { Failure = why };
        }

        List<CertificateFacts> certificates = [.. sent.Select(CertificateReader.Read).OfType<CertificateFacts>()];
        if (CertificateReader.Read(sent[0]) is null)
        {
            return seen with { Failure = TlsFaults.NoCertificate(target) };
        }

        if (chains.Build(sent, run.Site) is not { } chain)
        {
            return seen with { Failure = TlsFaults.NoAuthority(target, run.Site) };
        }

        var (suites, bits) = clear is null ? ([], 0) : await new SuiteSearch(line, clear.Version).FindAsync(token);
        var facts = new TlsFacts
        {
            Host = target.Host,
            Now = clock.GetUtcNow(),
            ExpiresWithin = target.ExpiresWithin,
            ByPublicRules = target.ByPublicRules,
            Versions = VersionsOf(answers, handshake.Agreed),
            Suites = clear is null ? suites : [clear.Suite, .. suites],
            PrimeBits = bits > 0 ? bits : clear?.PrimeBits ?? 0,
            Handshake = handshake.Agreed,
            IsHandshakeBroken = handshake.IsBroken,
            Sent = certificates,
            Chain = chain,
        };
        return seen with { Facts = clear is null ? facts : WithStaple(facts, clear, sent[0]) };
    }

    private static async Task<Dictionary<TlsVersion, HelloAnswer>> AskEachAsync(TlsLine line, CancellationToken token)
    {
        var newest = line.AskAsync(TlsVersion.Tls13, CipherSuites.Tls13, toTheEnd: false, token);
        var older = await Task.WhenAll(OldVersions.Select(version => line.AskAsync(version, CipherSuites.Older, toTheEnd: true, token)));
        var answers = OldVersions.Zip(older).ToDictionary(pair => pair.First, pair => pair.Second);
        answers[TlsVersion.Tls13] = await newest;
        return answers;
    }

    /// <summary>A server may have one certificate for old clients and another one for new ones; then the staple is about the other.</summary>
    private static TlsFacts WithStaple(TlsFacts facts, HelloAnswer clear, ReadOnlyMemory<byte> leaf) =>
        clear.Certificates is [var first, ..] && first.Span.SequenceEqual(leaf.Span)
            ? facts with
            {
                IsStapleSeen = true,
                Staple = clear.Staple is { } staple ? StapleReader.Read(staple, facts.Chain.Path.Count > 1 ? facts.Chain.Path[1].Raw : null) : null,
                Timestamps = clear.Timestamps,
            }
            : facts;

    private async Task<BrowserHandshake> HandshakeAsync(TlsLine line, TlsTarget target, CancellationToken token)
    {
        var handshake = new BrowserHandshake();
        using var patience = new CancellationTokenSource(TlsTarget.HandshakeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, token);
        try
        {
            if (await line.ConnectAsync(either.Token) is { } socket)
            {
                await handshake.TryAsync(socket, target.Host, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Then the hellos written by hand say what the server can do.
        }

        return handshake;
    }

    private static Dictionary<TlsVersion, bool> VersionsOf(Dictionary<TlsVersion, HelloAnswer> asked, Handshake? agreed)
    {
        var versions = asked
            .Where(pair => pair.Value.Kind is not (HelloKind.Silent or HelloKind.NotConnected))
            .ToDictionary(pair => pair.Key, pair => pair.Value is { Kind: HelloKind.Accepted } answer && answer.Version == pair.Key);
        foreach (var answer in asked.Values.Where(answer => answer.Kind == HelloKind.Accepted))
        {
            versions[answer.Version] = true;
        }

        if (agreed is not null)
        {
            versions[agreed.Version] = true;
        }

        return versions;
    }

    private static TlsSeen Done(TlsSeen seen, PhaseClock phases)
    {
        phases.End();
        if (Activity.Current is { } run)
        {
            phases.Write(run.Context, seen.Failure?.Reason);
        }

        return seen;
    }
}
