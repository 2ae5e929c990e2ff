using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Section `Page`: the shop's words on the pages that the gateway shows in its place.</summary>
public sealed class PageOptions
{
    /// <summary>Name of the shop as customers know it.</summary>
    [Required]
    [StringLength(80)]
    public string Name { get; set; } = "";

    /// <summary>fr or en: taken when the customer's browser asks for neither. Default: fr.</summary>
    [RegularExpression("fr|en")]
    public string Language { get; set; } = "fr";

    /// <summary>IANA zone in which an expected return is written. Default: Europe/Paris.</summary>
    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>Mail address for customers; none by default.</summary>
    [EmailAddress]
    public string? Contact { get; set; }

    /// <summary>Absolute http(s) address of the public status page; none by default.</summary>
    public string? StatusUrl { get; set; }

    /// <summary>File of the logo, SVG, PNG, JPEG or WebP, at most 32 KiB, shown instead of the name; none by default.</summary>
    public string? Logo { get; set; }

    public PageColours Colours { get; set; } = new();

    /// <summary>Sentence below the title in maintenance instead of ours, in French.</summary>
    [StringLength(400)]
    public string? MessageFr { get; set; }

    /// <summary>The same in English.</summary>
    [StringLength(400)]
    public string? MessageEn { get; set; }

    /// <summary>The logo, read once.</summary>
    internal string? LogoData => Logo is { Length: > 0 } file ? _logo ??= PageLogo.Read(file).Data : null;

    private string? _logo;
}

/// <summary>Rules that attributes cannot say.</summary>
internal sealed class PageOptionsValidator : IValidateOptions<PageOptions>
{
    public ValidateOptionsResult Validate(string? name, PageOptions options)
    {
        var failures = new List<string>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            failures.Add($"Page:TimeZone: '{options.TimeZone}' is not a time zone; expected an IANA name such as Europe/Paris.");
        }

        if (options.StatusUrl is { Length: > 0 } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            failures.Add("Page:StatusUrl: expected an absolute http or https address.");
        }

        if (options.Logo is { Length: > 0 } logo && PageLogo.Read(logo).Mistake is { } mistake)
        {
            failures.Add(mistake);
        }

        failures.AddRange(options.Colours.Check());
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
