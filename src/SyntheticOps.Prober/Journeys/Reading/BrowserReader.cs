using System.Globalization;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads `browser: {dialogs: accept, downloads: accept, service-workers: allow, locale: en, viewport: 390x844}`.</summary>
internal static class BrowserReader
{
    private const int Least = 100;
    private const int Most = 4000;

    public static BrowserWishes Read(ConfigNode? node)
    {
        if (node?.AsMap() is not { } map)
        {
            return BrowserWishes.Usual;
        }

        return new BrowserWishes
        {
            AcceptsDialogs = map.Find("dialogs")?.AsChoice("dismiss", "accept") == "accept",
            AcceptsDownloads = map.Find("downloads")?.AsChoice("refuse", "accept") == "accept",
            AllowsServiceWorkers = map.Find("service-workers")?.AsChoice("block", "allow") == "allow",
            Locale = map.Find("locale") is { } locale ? Language(locale) : null,
            Viewport = map.Find("viewport") is { } viewport ? Size(viewport) : null,
        };
    }

    /// <summary>`390x844`: width and height in pixels.</summary>
    public static (int Width, int Height) Size(ConfigNode node)
    {
        var size = node.AsText().Split('x')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is >= Least and <= Most ? pixels : 0)
            .ToArray();
        if (size is [> 0 and var width, > 0 and var height])
        {
            return (width, height);
        }

        node.Fail($"width x height are expected here, {Least} to {Most} pixels each, such as 390x844");
        return (Least, Least);
    }

    private static string? Language(ConfigNode node)
    {
        var text = node.AsText();
        if (text.Length is >= 2 and <= 35 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            return text;
        }

        node.Fail($"'{text}' is not a language, such as fr or en-GB");
        return null;
    }
}
