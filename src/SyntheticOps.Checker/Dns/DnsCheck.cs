using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Dns;

/// <summary>Asks for everything that the rules want to know, judges it, and compares the records with the approved ones.</summary>
internal sealed class DnsCheck(TimeProvider clock, DnsCheckOptions options) : IBaselineCheck
{
    public string? Baseline => options.Baseline;

    private const int MaximumRounds = 24;
    private const int MaximumLookups = 160;
    private const int MaximumPages = 4;

    /// <summary>Kept back from the run's time, so that slow servers end as unknown and not as a timeout of the site.</summary>
    private const double ShareOfTime = 0.9;

    private readonly DnsName _name = options.Name!;

    /// <summary>Root and top-level domain, kept between runs.</summary>
    private readonly TrustCache _proven = new(clock);

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
            result = CheckResult.Unknown(Reasons.ResolverError, Saying.Of("dns.timeout", _name.Shown, Saying.Duration(run.Definition.Timeout)));
        }

        return result with
        {
            Attributes = new Dictionary<string, object> { [Names.ServerAddress] = _name.Shown, [Names.RulesetVersion] = DnsRules.Version },
        };
    }

    private async Task<CheckResult> AskAuthorityAsync(CheckRun run, CancellationToken token)
    {
        var client = Client(run, options.Compare);
        var roots = options.RootServers();
        var lookup = new IterativeLookup(client, roots, options.Endpoints) { Dnssec = options.Anchors.Count > 0 };
        var zone = await new ZoneSurvey(client, lookup, roots.Port, clock, options.Endpoints).CollectAsync(_name, token);
        var facts = Facts(run) with { Zone = zone };
        facts = facts with { Dnssec = await ValidateAsync(lookup, facts, token) };
        var findings = await JudgeAsync(run, facts, lookup, token);
        return Finish(facts, [.. findings, .. await CompareAsync(client, facts, token)]);
    }

    private async Task<IReadOnlyList<Finding>> CompareAsync(DnsClient client, DnsFacts facts, CancellationToken token)
    {
        var views = new ResolverViews(client, _name, options.Watched, facts.Stray!);
        if (options.Compare.Count == 0 || views.OfAuthority(facts.Answers, facts.Zone) is not { } authority)
        {
            return [];
        }

        var resolvers = DnsCheckOptions.Now(options.Compare);
        var seen = await views.AskAsync(resolvers, facts.Zone?.Name, token);
        return [.. ResolverComparison.Judge([authority, .. seen.OfType<ResolverView>()], _name), .. ResolverViews.Silent(resolvers, seen, _name)];
    }

    private async Task<CheckResult> AskResolversAsync(CheckRun run, CancellationToken token)
    {
        var client = Client(run, options.Resolvers);
        var facts = Facts(run) with { IsAuthoritative = false };
        var resolvers = DnsCheckOptions.Now(options.Resolvers);
        if (resolvers.Count == 0)
        {
            return CheckResult.Unknown(Reasons.ResolverError, Saying.Of("dns.no-resolver"));
        }

        // One resolver that answers is enough to judge by; the others are compared with it.
        var views = await new ResolverViews(client, _name, options.Watched, facts.Stray!).AskAsync(resolvers, null, token);
        var first = Math.Max(0, Array.FindIndex(views, view => view is not null));
        var lookup = new ResolverLookup(client, resolvers[first].Server!);
        facts = facts with { Dnssec = await ValidateAsync(lookup, facts, token) };
        var findings = await JudgeAsync(run, facts, lookup, token);
        return Finish(facts, [.. findings, .. views[first] is null ? [] : ResolverComparison.Judge([.. views.OfType<ResolverView>()], _name)]);
    }

    /// <summary>The machine's own resolvers are its operator's choice; those of the configuration obey the address policy.</summary>
    private DnsClient Client(CheckRun run, IReadOnlyList<ResolverPlace> resolvers)
    {
        var own = resolvers.Any(resolver => resolver.Server is null) ? SystemResolvers.Find() : [];
        return new DnsClient(clock, peer => own.Contains(peer) || options.MayAsk?.Invoke(peer) == true || AddressPolicy.Allows(run.Site, peer), options.Endpoints);
    }

    private async Task<DnssecFacts?> ValidateAsync(ISignedLookup lookup, DnsFacts facts, CancellationToken token) => options.Anchors.Count == 0
        ? null
        : await new DnssecSurvey(lookup, options.Anchors, options.Proven ?? _proven, clock).CollectAsync(facts, options.Watched, token);

    private DnsFacts Facts(CheckRun run) => new()
    {
        Name = _name,
        Answers = new AnswerBook(),
        Required = options.Records ?? [],
        MailParts = options.Mail,
        MailWhereUsed = options.MailWhereUsed,
        Selectors = options.Selectors,
        Stray = "synops-" + RandomNumberGenerator.GetHexString(12, lowercase: true),
        Pages = new PageBook(),
        IsMeant = address => run.Site.Reach.Any(rule => rule.Network.Contains(address)),
    };

    /// <summary>Judges, fetches what the rules looked for in vain, and judges again, until they want nothing more.</summary>
    private async Task<IReadOnlyList<Finding>> JudgeAsync(CheckRun run, DnsFacts facts, IDnsLookup lookup, CancellationToken token)
    {
        foreach (var type in options.Watched)
        {
            facts.Answers.Find(_name, type);
        }

        var fetcher = new PageFetcher(new HttpTransport(PageFetcher.Dialer(lookup, clock, options.ConnectTo), clock), run, clock);
        var (findings, asked, pages) = (DnsRules.Judge(facts), 0, 0);
        for (var round = 0; round < MaximumRounds; round++)
        {
            var (wanted, unread) = (facts.Answers.TakeWanted(), facts.Pages?.TakeWanted() ?? []);
            if (wanted.Count + unread.Count == 0 || (asked += wanted.Count) > MaximumLookups || (pages += unread.Count) > MaximumPages)
            {
                break;
            }

            foreach (var question in wanted)
            {
                facts.Answers.Add(await lookup.LookupAsync(question, token));
            }

            foreach (var page in unread)
            {
                facts.Pages!.Add(await fetcher.FetchAsync(page, token));
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
            return CheckResult.Unknown(Reasons.ProbeError, Saying.Of("baseline.unusable", e.Message));
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
