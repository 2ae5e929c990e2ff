using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>What is wrong with a server's certificate, with the code that the TLS check uses for the same thing.</summary>
internal sealed record CertificateFault(string Code, string Host, string Detail, string Message)
{
    public Finding ToFinding() => new(Code, Severity.Error, FindingKind.State, Host, [Detail], Message);

    /// <summary>Names the fault that a person must mend first.</summary>
    public static CertificateFault Judge(X509Certificate2 leaf, string host, DateTimeOffset now, X509ChainStatusFlags chain, bool nameMatches)
    {
        var (from, to) = (Day(leaf.NotBefore), Day(leaf.NotAfter));
        if (leaf.NotAfter.ToUniversalTime() < now.UtcDateTime)
        {
            return new("cert-expired", host, to, $"The certificate of {host} expired on {to}.");
        }

        if (leaf.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            return new("cert-not-yet-valid", host, from, $"The certificate of {host} is valid only from {from} on.");
        }

        if (chain != X509ChainStatusFlags.NoError && leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData))
        {
            return new("cert-self-signed", host, leaf.Subject, $"The certificate of {host} is signed by itself, not by an authority that browsers trust.");
        }

        if (!nameMatches)
        {
            var names = Names(leaf);
            return new("cert-name-mismatch", host, names, $"The certificate of {host} is made out to {names}.");
        }

        return chain.HasFlag(X509ChainStatusFlags.PartialChain)
            ? new("chain-incomplete", host, leaf.Issuer, $"The certificate of {host} leads to no authority that browsers trust (issuer {leaf.Issuer}).")
            : new("cert-untrusted", host, chain.ToString(), $"The certificate of {host} is not trusted ({chain}).");
    }

    private static string Names(X509Certificate2 leaf)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(5)
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : "no name";
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
