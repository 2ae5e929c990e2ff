using System.ComponentModel.DataAnnotations;

namespace Parfumerie.Payments;

/// <summary>Section `Stripe`. The keys are secrets and come by STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET instead.</summary>
internal sealed class StripeOptions : IValidatableObject
{
    public const string Section = "Stripe";

    /// <summary>Base address of Stripe's API. Default: the fake that this shop carries, on its own http endpoint.</summary>
    public Uri? Api { get; set; }

    /// <summary>Where the fake delivers events. Default: /api/webhooks/stripe of this shop.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Longest wait for an answer of Stripe's API, seconds; default 10.</summary>
    [Range(1, 80)]
    public int TimeoutS { get; set; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, url) in new[] { (nameof(Api), Api), (nameof(WebhookUrl), WebhookUrl) })
        {
            if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            {
                yield return new ValidationResult($"{Section}:{name} must be an absolute http or https address.", [name]);
            }
        }
    }
}
