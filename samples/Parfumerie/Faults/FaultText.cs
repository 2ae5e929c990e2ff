using System.Globalization;
using System.Resources;
using Microsoft.Net.Http.Headers;

namespace Parfumerie.Faults;

/// <summary>Words of the panel, by Accept-Language: it belongs to who operates the shop, not to the language of a page. From FaultText.resx.</summary>
public sealed class FaultText(CultureInfo culture)
{
    private static readonly ResourceManager Words = new("Parfumerie.Faults.FaultText", typeof(FaultText).Assembly);
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public string Tag => culture.Name;

    public string this[string key] => Words.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text for {key}.");

    public string Format(string key, params object[] args) => string.Format(culture, this[key], args);

    /// <summary>French unless English is wanted more.</summary>
    public static FaultText For(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        return header.Sum(value => value?.Length ?? 0) < 1_024
            && StringWithQualityHeaderValue.TryParseList(header, out var wanted)
            && Quality(wanted, "en") > Quality(wanted, "fr")
                ? new FaultText(English)
                : new FaultText(French);
    }

    private static double Quality(IList<StringWithQualityHeaderValue> wanted, string language) => wanted
        .Where(value => value.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
            || value.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
