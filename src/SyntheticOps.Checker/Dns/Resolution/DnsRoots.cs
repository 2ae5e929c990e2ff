using System.Net;
using System.Security.Cryptography;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Where the walk begins.</summary>
/// <param name="Servers">Servers of the root zone.</param>
/// <param name="Port">Port of every server below them: 53, and another one only for a private root.</param>
internal sealed record DnsRoots(IReadOnlyList<IPAddress> Servers, int Port)
{
    private static readonly IPAddress[] Four = Addresses(
        "198.41.0.4", "170.247.170.2", "192.33.4.12", "199.7.91.13", "192.203.230.10", "192.5.5.241", "192.112.36.4",
        "198.97.190.53", "192.36.148.17", "192.58.128.30", "193.0.14.129", "199.7.83.42", "202.12.27.33");

    private static readonly IPAddress[] Six = Addresses(
        "2001:503:ba3e::2:30", "2801:1b8:10::b", "2001:500:2::c", "2001:500:2d::d", "2001:500:a8::e", "2001:500:2f::f");

    /// <summary>The servers of IANA's root hints, in a new order each time; two IPv6 ones come after two IPv4 ones.</summary>
    public static DnsRoots Public()
    {
        var (four, six) = (Four.ToArray(), Six.ToArray());
        RandomNumberGenerator.Shuffle<IPAddress>(four);
        RandomNumberGenerator.Shuffle<IPAddress>(six);
        return new DnsRoots([.. four[..2], .. six[..2], .. four[2..]], 53);
    }

    private static IPAddress[] Addresses(params ReadOnlySpan<string> texts)
    {
        var all = new IPAddress[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            all[i] = IPAddress.Parse(texts[i]);
        }

        return all;
    }
}
