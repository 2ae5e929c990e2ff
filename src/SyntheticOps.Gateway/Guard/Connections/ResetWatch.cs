using SyntheticOps.Gateway.Guard.Attacks;
using SyntheticOps.Gateway.Guard.Lists;

namespace SyntheticOps.Gateway.Guard.Connections;

/// <summary>
/// Ends an HTTP/2 connection whose customer asks and lets go again and again: that costs the customer a few bytes and the shop a request
/// each time (rapid reset, CVE-2023-44487). Who leaves a page lets go of a few dozen; behind a known proxy it may be many customers.
/// </summary>
internal sealed class ResetWatch(ScannerWatch scanner, TimeProvider clock, ILogger<ResetWatch> log)
{
    /// <summary>Requests let go on one connection within <see cref="Window"/> that end it.</summary>
    public const int Most = 200;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>How attacks name it, as if it were a rate limit.</summary>
    private const string Limit = "http2-resets";

    /// <summary>The customer let go of this request before it was answered.</summary>
    public void Note(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) || context.Features.Get<BehindProxy>() is not null
            || context.Features.Get<OpenConnection>() is not { } connection || context.Connection.RemoteIpAddress is not { } client)
        {
            return;
        }

        var count = connection.CountReset(clock, Window);
        if (count > Most / 2)
        {
            scanner.NoteExceeded(client, Limit);
        }

        if (count == Most)
        {
            log.ConnectionReset(client.ToString(), count);
            connection.Cut("Too many requests were asked for and let go.");
        }
    }
}
