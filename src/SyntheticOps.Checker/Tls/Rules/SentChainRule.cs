using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether the chain was sent tidily: the leaf, each issuer after what it issued, nothing else, no root.</summary>
internal sealed class SentChainRule : ITlsRule
{
    public static readonly TlsCode Order = new("chain-order", Severity.Info, Effect.None, "Sort the chain.");
    public static readonly TlsCode Root = new("chain-contains-root", Severity.Info, Effect.None, "Drop it.");
    public static readonly TlsCode Extra = new("chain-extra", Severity.Info, Effect.None, "Drop them.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var above = facts.Sent.Skip(1).ToList();
        var path = facts.Chain.Path;
        var places = above.Select(certificate => PlaceOf(certificate, path)).ToList();
        var used = places.Where(place => place > 0).ToList();
        if (!used.SequenceEqual(used.Order()))
        {
            yield return Order.Found($"{facts.Host} sends its chain in the wrong order.");
        }

        if (above.Find(certificate => certificate.IsSelfIssued && PlaceOf(certificate, path) > 0) is { } root)
        {
            yield return Root.Found($"{facts.Host} sends the root {root.Subject} along, which browsers have.", root.Subject);
        }

        var extra = string.Join("; ", above.Where(certificate => PlaceOf(certificate, path) <= 0).Select(certificate => certificate.Subject).Distinct().Take(5));
        if (extra.Length > 0)
        {
            yield return Extra.Found($"{facts.Host} sends certificates that its chain does not need: {extra}.", extra);
        }
    }

    private static int PlaceOf(CertificateFacts certificate, IReadOnlyList<CertificateFacts> path)
    {
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i].Is(certificate))
            {
                return i;
            }
        }

        return -1;
    }
}
