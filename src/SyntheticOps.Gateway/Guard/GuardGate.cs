using System.Net;
using SyntheticOps.Gateway.Guard.Attacks;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.Gateway.Guard.Rates;
using SyntheticOps.Gateway.Recognition;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Guard;

/// <summary>Stands first on the customers' listener: blocks, limits, and watches what attacks look like. Most requests cost it a lookup.</summary>
internal sealed class GuardGate(
    RequestDelegate next, AddressLists lists, RateLimits limits, LoginWatch logins, ScannerWatch scanner, RefusalAnswers answers)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } client || context.ArrivedOn(Names.Listeners.Admin))
        {
            return next(context);
        }

        var entry = lists.Find(client);
        var isAllowed = entry is { List: ListNames.Allow };
        var isProbe = context.Features.Get<RecognizedProbe>() is not null;
        if (entry is not null && !isAllowed && !(isProbe && entry.IsAutomatic))
        {
            return answers.BlockedAsync(context, entry.IsAutomatic ? Refusal.Automatic : Refusal.Block);
        }

        Remember(context, client);
        if (isAllowed || isProbe)
        {
            return next(context);
        }

        if (limits.Exceeded(context) is { } limit)
        {
            scanner.NoteExceeded(client, limit.Name);
            return answers.LimitedAsync(context, limit.RetryAfter);
        }

        if (logins.Fits(context.Request))
        {
            return LogInAsync(context, client);
        }

        return scanner.Fits(context.Request) ? ScanAsync(context, client) : next(context);
    }

    /// <summary>So that a later block finds the connection; who is blocked already has had the answer. A proxy's connection is a customer's only during the request, and over HTTP/2 it is many customers'.</summary>
    private static void Remember(HttpContext context, IPAddress client)
    {
        if (context.Features.Get<OpenConnection>() is not { } connection)
        {
            return;
        }

        if (context.Features.Get<BehindProxy>() is null)
        {
            connection.Client = client;
        }
        else if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            connection.Client = client;
            context.Response.OnCompleted(() =>
            {
                connection.Client = null;
                return Task.CompletedTask;
            });
        }
    }

    private async Task LogInAsync(HttpContext context, IPAddress client)
    {
        var account = await logins.AccountAsync(context);
        await next(context);
        logins.Note(client, account, context.Response.StatusCode);
    }

    private async Task ScanAsync(HttpContext context, IPAddress client)
    {
        await next(context);
        if (context.Response.StatusCode is >= 400 and < 500)
        {
            scanner.NoteScan(client, context.Request.Path.Value ?? "");
        }
    }
}

/// <summary>Feature of a request whose address was told by a known proxy.</summary>
internal sealed record BehindProxy
{
    public static readonly BehindProxy Instance = new();
}
