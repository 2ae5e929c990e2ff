using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether the certificate is made out to the host (RFC 9525).</summary>
internal sealed class NamesRule : ITlsRule
{
    public static readonly TlsCode Mismatch = new("cert-name-mismatch", Severity.Error, Effect.Refuses, "Issue it for the right names.");
    public static readonly TlsCode NoNames = new("cert-no-san", Severity.Error, Effect.Refuses, "Issue it again with a subjectAltName.");

    private const int Shown = 5;

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (!facts.Leaf.HasNames)
        {
            yield return NoNames.Found($"The certificate of {facts.Host} has no subjectAltName; its common name does not count.", facts.Leaf.Subject);
        }
        else if (!HostNames.Match(facts.Leaf, facts.Host))
        {
            var names = Names(facts.Leaf);
            yield return Mismatch.Found($"The certificate of {facts.Host} is made out to {names}.", names);
        }
    }

    private static string Names(CertificateFacts leaf)
    {
        var all = leaf.DnsNames.Concat(leaf.Addresses.Select(address => address.ToString())).ToList();
        var shown = string.Join(", ", all.Take(Shown).Select(CertificateReader.Line));
        return all.Count == 0 ? "no name" : all.Count > Shown ? $"{shown} and {all.Count - Shown} more" : shown;
    }
}
