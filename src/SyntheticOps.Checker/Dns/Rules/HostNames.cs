using System.Net;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Questions about host names that several rules have.</summary>
internal static class HostNames
{
    /// <summary>Four labels that read as a dotted quad, or an IPv6 address in one label.</summary>
    public static bool IsIPLiteral(DnsName name) =>
        name.Labels is 4 or 1 && (name.Labels == 1 ? name.Shown.Contains(':', StringComparison.Ordinal) : true) && IPAddress.TryParse(name.Shown, out _);

    public static IEnumerable<IPAddress> Addresses(LookupAnswer? answer) => answer?.Data<AddressData>().Select(data => data.Address) ?? [];
}
