using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Dns;

/// <summary>Asks for everything that the rules want to know, judges it, and compares the records with the approved ones.</summary>
internal sealed class DnsCheck(TimeProvider clock, DnsCheckOptions options) : ICheck
{
    private const int MaximumRounds = 24;
    private const int MaximumLookups = 120;

    /// <summary>Kept back from the run's time, so that slow servers end as unknown and not as a timeout of the site.</summary>
    private const double ShareOfTime = 0.9;

    private readonly DnsName _name = options.Name!;

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        using var time = new CancellationTokenSource(run.Definition.Timeout * ShareOfTime, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        CheckResult result;
        try
        {
            result = options.Resolvers.Count > 0 ? await AskResolversAsync(run, limit.Token) : await AskAuthorityAsync(run, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            result = CheckResult.Unknown(Reasons.ResolverError, $"The questions about {_name.Shown} were not all answered within {Durations.Format(run.Definition.Timeout)}; give the check a longer timeout.");
        }

        return result with
        {
            Attributes = new Dictionary<string, object> { [Names.ServerAddress] = _name.Shown, [Names.RulesetVersion] = DnsRules.Version },
        };
    }

    private async Task<CheckResult> AskAuthorityAsync(CheckRun run, CancellationToken token)
    {
        var client = new DnsClient(clock, peer => AddressPolicy.Allows(run.Site, peer));
        var roots = options.RootServers();
        var lookup = new IterativeLookup(client, roots);
        var zone = await new ZoneSurvey(client, lookup, roots.Port).CollectAsync(_name, token);
        var facts = Facts(run) with { Zone = zone };
        return Finish(facts, await JudgeAsync(facts, lookup, token));
    }

    private async Task<CheckResult> AskResolversAsync(CheckRun run, CancellationToken token)
    {
        // The machine's own resolvers are its operator's choice; those of the configuration obey the address policy.
        var resolvers = options.ResolversNow();
        var own = options.Resolvers.Contains(null) ? SystemResolvers.Find() : [];
        var client = new DnsClient(clock, peer => own.Contains(peer) || AddressPolicy.Allows(run.Site, peer));
        var views = new List<(IPEndPoint Resolver, DnsFacts Facts, IReadOnlyList<Finding> Findings)>();
        foreach (var resolver in resolvers)
        {
            var facts = Facts(run) with { IsAuthoritative = false };
            views.Add((resolver, facts, await JudgeAsync(facts, new ResolverLookup(client, resolver), token)));
        }

        // One resolver that answers is enough to judge by; the others are compared with it.
        var speaking = views.FindAll(view => Watched(view.Facts).TrueForAll(answer => answer.IsKnown));
        return speaking switch
        {
            [var first, ..] => Finish(first.Facts, [.. first.Findings, .. ResolverComparison.Judge([.. speaking.Select(view => (view.Resolver, DnsBaseline.Of(Watched(view.Facts))))], _name)]),
            [] when views is [var silent, ..] => DnsVerdict.Judge(silent.Facts, silent.Findings),
            _ => CheckResult.Unknown(Reasons.ResolverError, "This machine has no resolver."),
        };
    }

    private DnsFacts Facts(CheckRun run) => new()
    {
        Name = _name,
        Answers = new AnswerBook(),
        Required = options.Records ?? [],
        Spf = options.Mail.Contains("spf"),
        Dmarc = options.Mail.Contains("dmarc"),
        IsMeant = address => run.Site.Reach.Any(rule => rule.Network.Contains(address)),
    };

    /// <summary>Judges, fetches what the rules looked for in vain, and judges again, until they want nothing more.</summary>
    private async Task<IReadOnlyList<Finding>> JudgeAsync(DnsFacts facts, IDnsLookup lookup, CancellationToken token)
    {
        foreach (var type in options.Watched)
        {
            facts.Answers.Find(_name, type);
        }

        var (findings, asked) = (DnsRules.Judge(facts), 0);
        for (var round = 0; round < MaximumRounds; round++)
        {
            var wanted = facts.Answers.TakeWanted();
            if (wanted.Count == 0 || (asked += wanted.Count) > MaximumLookups)
            {
                break;
            }

            foreach (var question in wanted)
            {
                facts.Answers.Add(await lookup.LookupAsync(question, token));
            }

            findings = DnsRules.Judge(facts);
        }

        return findings;
    }

    private List<LookupAnswer> Watched(DnsFacts facts) => [.. options.Watched.Select(type => facts.Answers.Find(_name, type)).OfType<LookupAnswer>()];

    private CheckResult Finish(DnsFacts facts, IReadOnlyList<Finding> findings)
    {
        try
        {
            return DnsVerdict.Judge(facts, [.. findings, .. Drift(facts)]);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Unknown(Reasons.ProbeError, $"The baseline cannot be used: {e.Message}");
        }
    }

    /// <summary>Compares with the approved state; the first run that knows everything approves what it sees.</summary>
    private IEnumerable<Finding> Drift(DnsFacts facts)
    {
        var watched = Watched(facts);
        if (options.Baseline is not { } path || !watched.TrueForAll(answer => answer.IsKnown))
        {
            return [];
        }

        var now = DnsBaseline.Of(watched);
        if (DnsBaseline.Read(path) is { } approved)
        {
            return [.. approved.Drift(now, _name.Shown)];
        }

        if (watched.TrueForAll(answer => answer.Status != LookupStatus.NXDomain))
        {
            now.Write(path);
        }

        return [];
    }
}
