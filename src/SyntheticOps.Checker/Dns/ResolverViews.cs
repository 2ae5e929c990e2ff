using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>Asks resolvers for the watched records, the serial and a name that does not exist.</summary>
internal sealed class ResolverViews(DnsClient client, DnsName name, IReadOnlyList<RecordType> watched, string stray)
{
    /// <summary>The view of each resolver; null for one that did not tell everything.</summary>
    public Task<ResolverView?[]> AskAsync(IEnumerable<ResolverPlace> resolvers, DnsName? zone, CancellationToken token) =>
        Task.WhenAll(resolvers.Select(resolver => AskAsync(resolver, zone, token)));

    /// <summary>What the authoritative servers said, as far as the rules asked for it.</summary>
    public ResolverView? OfAuthority(AnswerBook answers, ZoneFacts? zone)
    {
        var seen = watched.Select(type => answers.Find(name, type)).OfType<LookupAnswer>().ToList();
        return seen.Count == watched.Count && seen.TrueForAll(answer => answer.IsKnown)
            ? new ResolverView(
                "the authority",
                DnsBaseline.Of(seen),
                zone?.Servers.Select(server => server.Start(zone.Name)?.Serial).FirstOrDefault(serial => serial is not null),
                name.Child(stray) is { } made && answers.Find(made, RecordType.A) is { IsEmpty: false })
            {
                IsAuthority = true,
            }
            : null;
    }

    public static IEnumerable<Finding> Silent(IEnumerable<ResolverPlace> resolvers, IEnumerable<ResolverView?> views, DnsName name) =>
        resolvers.Zip(views).Where(pair => pair.Second is null).Select(pair => Found.Info("resolver-silent", name.Shown, $"{pair.First} did not tell all that was asked about {name.Shown}.", $"{pair.First}"));

    private async Task<ResolverView?> AskAsync(ResolverPlace resolver, DnsName? zone, CancellationToken token)
    {
        var lookup = new ResolverLookup(client, resolver.Server!);
        var seen = new List<LookupAnswer>();
        foreach (var type in watched)
        {
            seen.Add(await lookup.LookupAsync(new DnsQuestion(name, type), token));
        }

        if (!seen.TrueForAll(answer => answer.IsKnown))
        {
            return null;
        }

        var start = await lookup.LookupAsync(new DnsQuestion(zone ?? name, RecordType.SOA), token);
        var made = name.Child(stray) is { } never ? await lookup.LookupAsync(new DnsQuestion(never, RecordType.A), token) : null;
        return new ResolverView($"{resolver}", DnsBaseline.Of(seen), start is { Chain: [] } ? start.Data<SoaData>().FirstOrDefault()?.Serial : null, made is { IsKnown: true, IsEmpty: false });
    }
}
