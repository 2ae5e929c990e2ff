using System.Net;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Guard.Addresses;

/// <summary>
/// Makes the connection's address the customer's: the peer's own, or, behind known proxies, the rightmost address of
/// X-Forwarded-For that is none of them. Everything after it, the shop too, sees only this one.
/// </summary>
internal sealed class ClientAddress(RequestDelegate next, IOptions<CustomerOptions> options)
{
    /// <summary>Longest chain of known proxies.</summary>
    private const int MaximumHops = 10;

    private readonly AddressRange[] _proxies = options.Value.Proxies;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is { } peer)
        {
            var plain = AddressText.Plain(peer);
            if (_proxies.Length > 0 && IsProxy(plain))
            {
                plain = Behind(plain, context.Request.Headers);
                context.Features.Set(BehindProxy.Instance);
                ReadScheme(context.Request);
            }

            if (!ReferenceEquals(plain, peer))
            {
                context.Connection.RemoteIpAddress = plain;
            }
        }

        return next(context);
    }

    /// <summary>Walks from the right, because only what known proxies appended can be believed. What is no address ends the walk.</summary>
    private IPAddress Behind(IPAddress peer, IHeaderDictionary headers)
    {
        var client = peer;
        var hops = 0;
        var lines = headers["X-Forwarded-For"];
        for (var line = lines.Count - 1; line >= 0; line--)
        {
            var rest = lines[line].AsSpan();
            while (true)
            {
                var comma = rest.LastIndexOf(',');
                if (AddressText.ParseForwarded(rest[(comma + 1)..]) is not { } address)
                {
                    return client;
                }

                client = address;
                if (!IsProxy(address) || ++hops >= MaximumHops)
                {
                    return client;
                }

                if (comma < 0)
                {
                    break;
                }

                rest = rest[..comma];
            }
        }

        return client;
    }

    /// <summary>The known proxy that spoke to us ended TLS; what stands left of its word is the client's.</summary>
    private static void ReadScheme(HttpRequest request)
    {
        if (request.Headers["X-Forwarded-Proto"] is [.., { } last])
        {
            var scheme = last[(last.LastIndexOf(',') + 1)..].Trim();
            request.Scheme = scheme is "http" or "https" ? scheme : request.Scheme;
        }
    }

    private bool IsProxy(IPAddress address)
    {
        foreach (var proxy in _proxies)
        {
            if (proxy.Holds(address))
            {
                return true;
            }
        }

        return false;
    }
}
