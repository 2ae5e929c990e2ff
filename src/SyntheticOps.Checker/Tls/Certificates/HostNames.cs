using System.Net;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>Whether a certificate is made out to a host (RFC 9525 section 6): subjectAltName only, never the common name; pure.</summary>
internal static class HostNames
{
    public static bool Match(CertificateFacts certificate, string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? certificate.Addresses.Contains(address)
            : certificate.DnsNames.Any(name => Match(name, host));

    /// <summary>A wildcard is the whole left-most label and stands for exactly one; below it are at least two labels.</summary>
    public static bool Match(string name, string host)
    {
        host = host.TrimEnd('.');
        if (!name.StartsWith("*.", StringComparison.Ordinal))
        {
            return name.Length > 0 && !name.Contains('*', StringComparison.Ordinal) && name.Equals(host, StringComparison.OrdinalIgnoreCase);
        }

        var below = name[1..];
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && below.IndexOf('.', 1) > 0
            && !below.Contains('*', StringComparison.Ordinal)
            && host[dot..].Equals(below, StringComparison.OrdinalIgnoreCase);
    }
}
