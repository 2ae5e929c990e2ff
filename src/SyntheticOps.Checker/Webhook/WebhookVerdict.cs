using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Webhook;

/// <summary>Judges the answers of a round; pure. Null is well.</summary>
internal static class WebhookVerdict
{
    /// <summary>The shop knows test orders by the probe's signature only.</summary>
    public static CheckResult NotRecognisable(Uri url) => CheckResult.Unknown(
        Reasons.CannotVerify, $"A test order needs SYNOPS_PROBE_KEY here and {url.GetLeftPart(UriPartial.Authority)} among the site's own-origins.");

    public static CheckResult? OfOrder(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => failure.ToResult(),
        { Status: 200 or 201 } => null,
        { Status: 401 or 403 or 404 or 405 } => CheckResult.Unknown(
            Reasons.CannotVerify, $"{exchange.Url.AbsolutePath} answered {exchange.Status}: the shop does not know this probe or makes no test orders."),
        _ => Status(exchange, "test-order-refused", $"A test order was asked for and {exchange.Url.IdnHost} answered {exchange.Status}."),
    };

    public static CheckResult NoOrder(HttpExchange exchange)
    {
        var text = $"{exchange.Url.IdnHost} made a test order but did not say its paymentIntent, totalCents and currency.";
        return CheckResult.Down(Reasons.ResponseInvalid, text, new Finding("test-order-invalid", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [], text));
    }

    public static CheckResult? OfDelivery(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => Failed(exchange, failure, "a signed event"),
        { Status: >= 200 and < 300 } => null,
        _ => Status(exchange, "webhook-refused", $"The webhook answered {exchange.Status} to a signed event."),
    };

    public static CheckResult? OfEffect(HttpExchange exchange, Uri webhook, WebhookEffect effect)
    {
        if (exchange.Failure is { } failure)
        {
            return failure.ToResult();
        }

        if (effect.Expectations.Select(expectation => expectation.Judge(exchange)).FirstOrDefault(finding => finding is not null) is not { } unmet)
        {
            return null;
        }

        var text = $"The webhook took the event, but nothing came of it within {Durations.Format(effect.Within)}: {unmet.Text}";
        return CheckResult.Down(
            Reasons.AssertionFailed, text, new Finding("webhook-no-effect", Severity.Error, FindingKind.State, webhook.AbsolutePath, unmet.Args, text));
    }

    public static CheckResult? OfRepeat(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => Failed(exchange, failure, "an event that it has taken before"),
        { Status: >= 200 and < 300 } => null,
        _ => Status(exchange, "webhook-repeat-refused", $"The webhook answered {exchange.Status} to an event that it has taken before; the sender will never stop to repeat it."),
    };

    public static CheckResult? OfSecondEffect(HttpExchange exchange, Uri webhook, WebhookEffect effect)
    {
        if (exchange.Failure is { } failure)
        {
            return failure.ToResult();
        }

        if (effect.Expectations.Select(expectation => expectation.Judge(exchange)).FirstOrDefault(finding => finding is not null) is not { } changed)
        {
            return null;
        }

        var text = $"The same event a second time had an effect of its own: {changed.Text}";
        return CheckResult.Down(Reasons.AssertionFailed, text, new Finding("webhook-repeat-counted", Severity.Error, FindingKind.State, webhook.AbsolutePath, changed.Args, text));
    }

    /// <summary>4xx is right, 2xx is a hole, anything else leaves it open and is a fault of its own.</summary>
    public static CheckResult? OfForgery(HttpExchange exchange, string forgery)
    {
        var what = WebhookForgery.Describe(forgery);
        if (exchange.Failure is { } failure)
        {
            return Failed(exchange, failure, what);
        }

        var text = $"The webhook answered {exchange.Status} to {what}.";
        return exchange.Status switch
        {
            >= 400 and < 500 => null,
            >= 200 and < 300 => CheckResult.Down(
                Reasons.Integrity,
                text,
                new Finding("webhook-unsigned-accepted", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [forgery, Text(exchange.Status)], text)),
            _ => Status(exchange, "webhook-refusal-unexpected", text),
        };
    }

    private static CheckResult Failed(HttpExchange exchange, HttpFailure failure, string what)
    {
        var result = failure.ToResult();
        return failure.Outcome != Outcome.Down ? result : result with
        {
            Findings = [new Finding("webhook-failed", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [failure.Reason], $"The webhook was sent {what}: {failure.Message}")],
        };
    }

    private static CheckResult Status(HttpExchange exchange, string code, string text) => CheckResult.Down(
        Reasons.ResponseStatus, text, new Finding(code, Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [Text(exchange.Status)], text));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
