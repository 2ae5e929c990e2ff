using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Network;

/// <summary>An attempt to connect, with its times (timestamps of the dialer's clock).</summary>
public sealed record Dial
{
    public required string Host { get; init; }

    public required long Started { get; init; }

    /// <summary>When the addresses were known.</summary>
    public long Resolved { get; init; }

    /// <summary>When the connection stood, or the last one failed; 0 before.</summary>
    public long Connected { get; init; }

    /// <summary>Addresses that the policy allows.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>The port to connect to when it is not the one that was asked for.</summary>
    public int? Port { get; init; }

    /// <summary>The connected peer, or the last one that was tried.</summary>
    public IPEndPoint? Peer { get; init; }

    /// <summary>The connection; the caller disposes of it.</summary>
    public Socket? Socket { get; init; }

    /// <summary>Null when it went well.</summary>
    public DialFailure? Failure { get; init; }
}

/// <summary>Why there is no connection.</summary>
/// <param name="Words">A sentence without its full stop.</param>
public sealed record DialFailure(Outcome Outcome, string Reason, Saying Words)
{
    public Saying Said => Saying.Of("sentence", Words);

    /// <summary>In English.</summary>
    public string Message => Said.Short();
}
