using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Webhook;

/// <summary>Judges the answers of a round; pure. Null is well.</summary>
internal static class WebhookVerdict
{
    /// <summary>The shop knows test orders by the probe's signature only.</summary>
    public static CheckResult NotRecognisable(Uri url) => CheckResult.Unknown(
        Reasons.CannotVerify, Saying.Of("hook.not-recognisable", url.GetLeftPart(UriPartial.Authority)));

    public static CheckResult? OfOrder(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => failure.ToResult(),
        { Status: 200 or 201 } => null,
        { Status: 401 or 403 or 404 or 405 } => CheckResult.Unknown(
            Reasons.CannotVerify, Saying.Of("hook.unknown-probe", exchange.Url.AbsolutePath, Text(exchange.Status))),
        _ => Status(exchange, "test-order-refused", Saying.Of("hook.order-refused", exchange.Url.IdnHost, Text(exchange.Status))),
    };

    public static CheckResult NoOrder(HttpExchange exchange)
    {
        var said = Saying.Of("hook.order-invalid", exchange.Url.IdnHost);
        return CheckResult.Down(Reasons.ResponseInvalid, said, new Finding("test-order-invalid", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [], said.ToString()));
    }

    public static CheckResult? OfDelivery(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => Failed(exchange, failure, Saying.Of("hook.signed")),
        { Status: >= 200 and < 300 } => null,
        _ => Status(exchange, "webhook-refused", Saying.Of("hook.answered", Text(exchange.Status), Saying.Of("hook.signed"))),
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

        var said = Saying.Of("hook.no-effect", Saying.Duration(effect.Within), Saying.Of(unmet));
        return CheckResult.Down(
            Reasons.AssertionFailed, said, new Finding("webhook-no-effect", Severity.Error, FindingKind.State, webhook.AbsolutePath, unmet.Args, said.ToString()));
    }

    public static CheckResult? OfRepeat(HttpExchange exchange) => exchange switch
    {
        { Failure: { } failure } => Failed(exchange, failure, Saying.Of("hook.again")),
        { Status: >= 200 and < 300 } => null,
        _ => Status(exchange, "webhook-repeat-refused", Saying.Of("hook.repeat-refused", Text(exchange.Status))),
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

        var said = Saying.Of("hook.repeat-counted", Saying.Of(changed));
        return CheckResult.Down(
            Reasons.AssertionFailed, said, new Finding("webhook-repeat-counted", Severity.Error, FindingKind.State, webhook.AbsolutePath, changed.Args, said.ToString()));
    }

    /// <summary>4xx is right, 2xx is a hole, anything else leaves it open and is a fault of its own.</summary>
    public static CheckResult? OfForgery(HttpExchange exchange, string forgery)
    {
        var what = WebhookForgery.Describe(forgery);
        if (exchange.Failure is { } failure)
        {
            return Failed(exchange, failure, what);
        }

        var said = Saying.Of("hook.answered", Text(exchange.Status), what);
        return exchange.Status switch
        {
            >= 400 and < 500 => null,
            >= 200 and < 300 => CheckResult.Down(
                Reasons.Integrity,
                said,
                new Finding("webhook-unsigned-accepted", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [forgery, Text(exchange.Status)], said.ToString())),
            _ => Status(exchange, "webhook-refusal-unexpected", said),
        };
    }

    private static CheckResult Failed(HttpExchange exchange, HttpFailure failure, Saying what)
    {
        var result = failure.ToResult();
        return failure.Outcome != Outcome.Down ? result : result with
        {
            Findings = [new Finding("webhook-failed", Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [failure.Reason], Saying.Of("hook.sent", what, failure.Said).ToString())],
        };
    }

    private static CheckResult Status(HttpExchange exchange, string code, Saying said) => CheckResult.Down(
        Reasons.ResponseStatus, said, new Finding(code, Severity.Error, FindingKind.State, exchange.Url.AbsolutePath, [Text(exchange.Status)], said.ToString()));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
