using System.Collections;
using System.Globalization;
using System.Resources;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>The words of incidents in French and English (IncidentWords.resx, IncidentWords.fr.resx).</summary>
internal static class IncidentWords
{
    private static readonly ResourceManager Resources = new(typeof(IncidentWords));

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Every key, for tests.</summary>
    public static IReadOnlyList<string> Keys => [.. Resources.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key)];

    /// <summary>French for every French tag, otherwise English.</summary>
    public static CultureInfo Culture(string? language) =>
        language?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true ? French : English;

    public static string Title(Incident incident, CultureInfo culture) => Title(incident.TitleCode, incident.TitleArgs, culture);

    /// <summary>What happens to customers, in words; the code itself when it has none.</summary>
    public static string Title(string code, IReadOnlyList<string> args, CultureInfo culture) => Text($"title.{code}", culture, [.. args]) ?? code;

    public static string Scenario(string scenario, CultureInfo culture) => Text($"scenario.{scenario}", culture) ?? scenario;

    public static string Severity(string severity, CultureInfo culture) => Text($"severity.{severity}", culture) ?? severity;

    public static string State(string state, CultureInfo culture) => Text($"state.{state}", culture) ?? state;

    /// <summary>`too_slow 127.0.0.1` with the reason in words: too slow: 127.0.0.1.</summary>
    public static string Cause(Incident incident, CultureInfo culture)
    {
        var parts = incident.Cause.Split(' ', 2);
        return Text($"reason.{parts[0]}", culture) is not { } reason ? incident.Cause
            : parts.Length == 1 ? reason
            : Text("cause", culture, reason, parts[1])!;
    }

    /// <summary>The text of that key with its arguments filled in; null when there is none.</summary>
    public static string? Text(string key, CultureInfo culture, params object?[] args)
    {
        var text = Resources.GetString(key, culture);
        return text is null || args.Length == 0 ? text : string.Format(culture, text, args);
    }
}
