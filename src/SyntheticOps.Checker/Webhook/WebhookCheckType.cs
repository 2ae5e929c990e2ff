using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Webhook;

/// <summary>`webhook: {path, url, scheme, secret, event, order, then, repeat, must-refuse}`.</summary>
internal sealed class WebhookCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(5);

    public string Name => "webhook";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        map.Require("path");
        map.Find("scheme")?.AsChoice("stripe");
        return new WebhookCheck(transport, clock, new WebhookOptions
        {
            Target = HttpCheckType.UrlOf(map, map.Find("url")?.AsUrl() ?? site.Url),
            Secret = Secret(map),
            Event = map.Find("event")?.AsText() is { Length: > 0 } type ? type : "payment_intent.succeeded",
            Order = map.Find("order") is { } order ? PathOf(order) : null,
            Then = map.Find("then") is { } then ? Effect(then.AsMap(), definition.Timeout) : null,
            Repeat = map.Find("repeat")?.AsFlag() ?? false,
            MustRefuse = map.Find("must-refuse") is { } refuse
                ? [.. refuse.AsItemsOrOne().Select(item => item.AsChoice(WebhookForgery.BadSignature, WebhookForgery.Replay)).Distinct()]
                : [],
        });
    }

    private static string Secret(ConfigMap map)
    {
        var node = map.Require("secret");
        // While a secret is rotated there are several; the first one is the current one.
        var secret = (node?.AsSecret() ?? "").Split(',')[0].Trim();
        if (node is not null && secret.Length == 0)
        {
            node.Fail("the secret is empty, so no event could be signed");
        }

        return secret;
    }

    private static WebhookEffect Effect(ConfigMap map, TimeSpan timeout)
    {
        var within = map.Find("within")?.AsDuration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)) ?? DefaultWithin;
        if (within > timeout)
        {
            map.Fail("within", $"within is longer than the timeout of {Durations.Format(timeout)}, so it could never pass");
        }

        return new WebhookEffect(
            map.Require("json") is { } path ? PathOf(path) : "/",
            map.Require("expect") is { } expect ? [StatusExpectation.Default, .. JsonExpectation.Read(expect)] : [],
            within);
    }

    private static string PathOf(ConfigNode node)
    {
        var text = node.AsText();
        if (!text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal))
        {
            node.Fail("a path below the site is expected, such as /api/orders/$run");
        }

        return text;
    }
}
