using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using Parfumerie.Web;

namespace Parfumerie.Localization;

/// <summary>The shop's texts in the language of this request, from Shop.resx and Shop.fr.resx.</summary>
public sealed class Words(Shopper shopper)
{
    private static readonly ResourceManager Texts = new("Parfumerie.Localization.Shop", typeof(Words).Assembly);
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public Language Language => shopper.Language;

    /// <summary>Value of the lang attribute.</summary>
    public string Tag => shopper.Language == Language.French ? "fr" : "en";

    public CultureInfo Culture => shopper.Language == Language.French ? French : English;

    public string this[string key] => Texts.GetString(key, Culture) ?? throw new MissingManifestResourceException($"No text for {key}.");

    public string this[string key, params object[] args] => string.Format(Culture, this[key], args);

    /// <summary>An address of ours in this language: `/panier` or `/en/panier`.</summary>
    public string Link(string path) => shopper.Language == Language.French ? path : "/en" + (path == "/" ? "" : path.StartsWith("/#", StringComparison.Ordinal) ? path[1..] : path);

    /// <summary>The search page for a query.</summary>
    public string SearchLink(string query) => Link("/recherche?q=" + UrlEncoder.Default.Encode(query));

    /// <summary>The page we are on, in the other language.</summary>
    public string OtherLanguageLink => shopper.Language == Language.English ? shopper.Path : shopper.Path == "/" ? "/en" : "/en" + shopper.Path;

    /// <summary>`89,00 €` or `€89.00`.</summary>
    public string Money(long cents) => shopper.Language == Language.French
        ? (cents / 100m).ToString("N2", French) + "\u00a0€"
        : "€" + (cents / 100m).ToString("N2", English);

    /// <summary>`24 novembre 2025` or `24 November 2025`, UTC.</summary>
    public string Date(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).ToString("d MMMM yyyy", Culture);
}
