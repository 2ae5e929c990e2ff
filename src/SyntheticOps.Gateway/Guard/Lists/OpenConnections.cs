using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Connections;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>The connections that are open, so that a block also ends a download, a WebSocket or an idle connection; who holds its share already gets no more.</summary>
internal sealed class OpenConnections(ConnectionShares shares) : IConfigureOptions<KestrelServerOptions>
{
    private readonly ConcurrentDictionary<OpenConnection, byte> _open = new();

    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address is { } address ? AddressText.Plain(address) : null;
        if (peer is not null && !shares.TryEnter(peer))
        {
            connection.Abort(new ConnectionAbortedException("The address holds its share of connections."));
            return;
        }

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
            if (peer is not null)
            {
                shares.Leave(peer);
            }
        }
    }));

    /// <summary>Ends every connection whose last request came from such an address.</summary>
    public void CutWhere(Func<IPAddress, bool> isBlocked)
    {
        foreach (var (open, _) in _open)
        {
            if (open.Client is { } client && isBlocked(client))
            {
                open.Cut("The address was blocked.");
            }
        }
    }
}

/// <summary>One connection, and the customer who used it last. Nobody on the admin listener, and not over HTTP/2 from a known proxy, which carries many customers at once.</summary>
internal sealed class OpenConnection(ConnectionContext connection)
{
    private readonly Lock _gate = new();
    private volatile IPAddress? _client;
    private long _since;
    private int _resets;

    public IPAddress? Client
    {
        get => _client;
        set => _client = value;
    }

    public void Cut(string why) => connection.Abort(new ConnectionAbortedException(why));

    /// <summary>How many requests were let go since the window began; one that is over begins anew.</summary>
    public int CountReset(TimeProvider clock, TimeSpan window)
    {
        lock (_gate)
        {
            if (_resets == 0 || clock.GetElapsedTime(_since) >= window)
            {
                (_since, _resets) = (clock.GetTimestamp(), 0);
            }

            return ++_resets;
        }
    }
}
