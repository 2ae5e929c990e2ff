using System.Globalization;
using System.Resources;

namespace SyntheticOps.Collector.Dashboard.Text;

/// <summary>The words of one language, from Words.resx (English) and Words.fr.resx.</summary>
public sealed class Words(string language)
{
    public static readonly IReadOnlyList<string> Languages = ["fr", "en"];

    private static readonly ResourceManager Resources = new(typeof(Words));

    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language);

    /// <summary>fr or en.</summary>
    public string Language { get; } = language;

    public bool IsFrench => Language == "fr";

    /// <summary>The words of that key; the key itself when it has none, which a test forbids.</summary>
    public string this[string key] => Resources.GetString(key, _culture) ?? key;

    /// <summary>The words with {0}, {1}, ... filled in.</summary>
    public string Say(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The words of the key, or null when there are none: for codes that come from outside.</summary>
    public string? Find(string key) => Resources.GetString(key, _culture);
}
