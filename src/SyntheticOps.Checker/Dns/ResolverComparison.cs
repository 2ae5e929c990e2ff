using System.Net;
using SyntheticOps.Checker.Dns.Rules;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>What one side says about the watched name.</summary>
/// <param name="Shown">The resolver with its place, or the authoritative servers.</param>
/// <param name="Serial">Of the zone, as this side has it; null when that is not known.</param>
/// <param name="Invents">A name made up for this run got an answer.</param>
internal sealed record ResolverView(string Shown, DnsBaseline Seen, uint? Serial = null, bool Invents = false)
{
    public bool IsAuthority { get; init; }
}

/// <summary>
/// Compares what resolvers say about the watched records with the first view: the authoritative servers', or another
/// resolver's. Pure. A difference is a change on its way, somebody who rewrites answers, or not explained.
/// </summary>
internal static class ResolverComparison
{
    public static IEnumerable<Finding> Judge(IReadOnlyList<ResolverView> views, DnsName name)
    {
        // Where the zone itself has a wildcard, a made-up name proves nothing.
        var denied = views.Any(view => !view.Invents) && views[0] is not { IsAuthority: true, Invents: true };
        foreach (var view in views.Where(view => denied && view.Invents))
        {
            yield return Found.Error("resolver-rewrites", name.Shown, $"{view.Shown} answers for a name below {name.Shown} that does not exist: somebody rewrites DNS there.", view.Shown);
        }

        foreach (var view in views.Skip(1))
        {
            foreach (var (type, values) in views[0].Seen.Records)
            {
                var others = view.Seen.Records.GetValueOrDefault(type) ?? [];
                if (!values.ToHashSet().SetEquals(others))
                {
                    yield return Judge(views[0], view, $"{name.Shown} {type}", values, others);
                }
            }
        }
    }

    private static Finding Judge(ResolverView first, ResolverView view, string subject, IReadOnlyList<string> values, IReadOnlyList<string> others)
    {
        var says = $"{first.Shown} says {List(values)} for {subject}, {view.Shown} says {List(others)}";
        return others.Any(IsPrivate) && !values.Any(IsPrivate)
            ? Found.Error("resolver-hijack", subject, $"{says}: customers there are led to a private address.", List(values), List(others))
            : IsBehind(view.Serial, first.Serial)
                ? Found.Info("resolver-behind", subject, $"{says}, still from serial {view.Serial} instead of {first.Serial}: the change is on its way.", List(values), List(others))
                : Found.Warning("resolver-mismatch", subject, says + ".", List(values), List(others));
    }

    /// <summary>Serials go round (RFC 1982).</summary>
    private static bool IsBehind(uint? old, uint? current) => old is { } before && current is { } now && unchecked((int)(now - before)) > 0;

    private static bool IsPrivate(string value) => IPAddress.TryParse(value, out var address) && AddressRule.IsPrivate(address);

    private static string List(IReadOnlyList<string> values) => values.Count == 0 ? "nothing" : string.Join(", ", values);
}
