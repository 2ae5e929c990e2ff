using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Stripe;

/// <summary>
/// Asks Stripe which events it could not deliver: it sees a webhook that fails in silence, whatever our own endpoint says of
/// itself. A Stripe that gives no answer says nothing about the shop.
/// </summary>
internal sealed class StripeCheck(HttpTransport transport, TimeProvider clock, StripeOptions options) : ICheck
{
    /// <summary>Stripe's largest page.</summary>
    private const int PageSize = 100;

    /// <summary>1000 events tell enough.</summary>
    private const int MaximumPages = 10;

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        var (events, complete, fault) = await ListAsync(run, token);
        var result = fault ?? StripeVerdict.Judge(events, complete, options, clock.GetUtcNow());
        return result with
        {
            Attributes = new Dictionary<string, object>
            {
                [Names.UrlFull] = UrlText.Redacted(new Uri(options.Api, "/v1/events")),
                [Names.ServerAddress] = options.Api.IdnHost,
                [Names.ServerPort] = options.Api.Port,
            },
        };
    }

    /// <summary>Page by page until the look-back is left behind.</summary>
    private async Task<(List<ListedEvent> Events, bool Complete, CheckResult? Fault)> ListAsync(CheckRun run, CancellationToken token)
    {
        var oldest = clock.GetUtcNow() - options.LookBack;
        var all = new List<ListedEvent>();
        string? cursor = null;
        for (var page = 0; page < MaximumPages; page++)
        {
            var exchange = await transport.FetchAsync(Fetch(oldest, cursor), run, token);
            if (StripeVerdict.OfAnswer(exchange) is { } fault)
            {
                return (all, false, fault);
            }

            if (EventPage.Parse(exchange.Body) is not { } read)
            {
                return (all, false, StripeVerdict.Unreadable(exchange));
            }

            all.AddRange(read.Events.Where(listed => listed.Created >= oldest));
            if (!read.HasMore || read.Events.Count == 0 || read.Events[^1].Created < oldest)
            {
                return (all, true, null);
            }

            cursor = read.Events[^1].Id;
        }

        return (all, false, null);
    }

    private HttpFetch Fetch(DateTimeOffset oldest, string? cursor)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/v1/events?delivery_success=false&limit={PageSize}&created[gte]={oldest.ToUnixTimeSeconds()}")
            + string.Concat(options.Types.Select(type => "&types[]=" + Uri.EscapeDataString(type)))
            + (cursor is null ? "" : "&starting_after=" + Uri.EscapeDataString(cursor));
        return new HttpFetch(new Uri(options.Api, query)) { MaximumRedirects = 0, Headers = [new HttpHeader("Authorization", "Bearer " + options.Key)] };
    }
}
