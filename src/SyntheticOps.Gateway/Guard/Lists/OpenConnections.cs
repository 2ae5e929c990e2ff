using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>The customers' connections that are open, so that a block also ends a download, a WebSocket or an idle connection.</summary>
internal sealed class OpenConnections : IConfigureOptions<KestrelServerOptions>
{
    private readonly ConcurrentDictionary<OpenConnection, byte> _open = new();

    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
    {
        var open = new OpenConnection(connection);
        connection.Features.Set(open);
        _open.TryAdd(open, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(open, out _);
        }
    }));

    /// <summary>Ends every connection whose last request came from such an address.</summary>
    public void CutWhere(Func<IPAddress, bool> isBlocked)
    {
        foreach (var (open, _) in _open)
        {
            if (open.Client is { } client && isBlocked(client))
            {
                open.Cut();
            }
        }
    }
}

/// <summary>One connection, and the customer who used it last. Nobody on the admin listener, and not over HTTP/2 from a known proxy, which carries many customers at once.</summary>
internal sealed class OpenConnection(ConnectionContext connection)
{
    private volatile IPAddress? _client;

    public IPAddress? Client
    {
        get => _client;
        set => _client = value;
    }

    public void Cut() => connection.Abort(new ConnectionAbortedException("The address was blocked."));
}
