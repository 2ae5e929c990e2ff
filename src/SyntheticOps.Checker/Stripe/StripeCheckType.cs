using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Stripe;

/// <summary>`stripe: {api, key, undelivered-at-most, types, grace, look-back}`.</summary>
internal sealed class StripeCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    private static readonly Uri Live = new("https://api.stripe.com");

    public string Name => "stripe";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var key = map.Require("key");
        var secret = key?.AsSecret() ?? "";
        if (key is not null && (secret.Length == 0 || !secret.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
        {
            key.Fail("a key of Stripe is expected, such as \"${STRIPE_READ_KEY}\": letters, digits and _");
        }

        var grace = map.Find("grace")?.AsDuration(TimeSpan.Zero, TimeSpan.FromDays(1)) ?? TimeSpan.FromSeconds(60);
        var lookBack = map.Find("look-back")?.AsDuration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? TimeSpan.FromDays(3);
        if (grace >= lookBack)
        {
            map.Fail("grace", $"grace is not shorter than look-back ({Durations.Format(lookBack)}), so no event could ever count");
        }

        return new StripeCheck(transport, clock, new StripeOptions
        {
            Api = map.Find("api")?.AsUrl() ?? Live,
            Key = secret,
            UndeliveredAtMost = map.Find("undelivered-at-most")?.AsInteger(0, 1000) ?? 0,
            Types = map.Find("types") is { } types ? [.. types.AsItemsOrOne().Select(TypeOf)] : [],
            Grace = grace,
            LookBack = lookBack,
        });
    }

    private static string TypeOf(ConfigNode node)
    {
        var text = node.AsText();
        if (text.Length is 0 or > 100 || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '*'))
        {
            node.Fail("an event type is expected, such as payment_intent.succeeded");
        }

        return text;
    }
}
