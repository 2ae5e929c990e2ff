namespace SyntheticOps.Prober.Traffic;

/// <summary>URLs as they may be written down: without credentials, query or fragment values.</summary>
internal static class SafeUrl
{
    /// <summary>Characters; a longer path says nothing more.</summary>
    private const int MaximumLength = 500;

    /// <summary>`https://shop.example/pay?*`, as .NET's own HTTP telemetry writes it.</summary>
    public static string Full(Uri url) => Cut(Checks.Running.UrlText.Redacted(url));

    /// <summary>The path alone, for messages about own origins.</summary>
    public static string PathOf(Uri url) => Cut(url.AbsolutePath + (url.Query.Length > 1 ? "?*" : ""));

    private static string Cut(string text) => text.Length > MaximumLength ? text[..MaximumLength] : text;
}
