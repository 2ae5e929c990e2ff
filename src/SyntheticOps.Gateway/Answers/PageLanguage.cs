using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Chooses French or English by Accept-Language (RFC 9110 section 12.5.4).</summary>
internal static class PageLanguage
{
    public static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private const int MaximumLength = 1_024;

    public static CultureInfo Named(string name) => name == "en" ? English : French;

    public static CultureInfo Other(CultureInfo language) => language.Name == "fr" ? English : French;

    /// <param name="header">Accept-Language as it came.</param>
    /// <param name="byDefault">Taken when the header names neither language, or both alike.</param>
    public static CultureInfo Of(StringValues header, CultureInfo byDefault)
    {
        if (header.Sum(value => value?.Length ?? 0) > MaximumLength || !StringWithQualityHeaderValue.TryParseList(header, out var wanted))
        {
            return byDefault;
        }

        var (french, english) = (Quality(wanted, "fr"), Quality(wanted, "en"));
        return french == english ? byDefault : french > english ? French : English;
    }

    private static double Quality(IList<StringWithQualityHeaderValue> wanted, string language) => wanted
        .Where(value => value.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
            || value.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
        .Select(value => value.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
