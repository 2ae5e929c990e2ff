using System.Globalization;
using System.Resources;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Words;

/// <summary>What a code of finding means and what to do about it, in the reader's language (FindingWords.resx).</summary>
public static class FindingWords
{
    private static readonly ResourceManager Resources = new(typeof(FindingWords));

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static CultureInfo French { get; } = CultureInfo.GetCultureInfo("fr");

    public static CultureInfo Language(string code) => code == French.Name ? French : English;

    /// <summary>Null for a code that has no words.</summary>
    public static string? Meaning(string code, CultureInfo language) => Resources.GetString(code, language);

    /// <summary>What it says, with its figures, in the reader's language; null for findings that say it in English only.</summary>
    public static string? Sentence(Finding finding, CultureInfo language) => Saying.Read(finding.Args is [.., var last] ? last : null)?.In(language)
        ?? (language.TwoLetterISOLanguageName == French.Name ? FindingSentences.Of(finding.Code, finding.Subject, finding.Args) : null);

    /// <summary>Null where nothing is to do.</summary>
    public static string? Advice(string code, CultureInfo language) => Resources.GetString($"{code}.do", language);

    /// <summary>Why it matters; null where the finding says it itself, in English.</summary>
    /// <param name="subject">Header that it is about: verdicts about one header share their reason.</param>
    public static string? Why(string code, string subject, CultureInfo language) => language.TwoLetterISOLanguageName == English.Name
        ? null
        : Resources.GetString($"why.{code}", language) ?? Resources.GetString($"why.{code.Split(':', '-')[0]}", language) ?? Resources.GetString($"why.{subject}", language);
}
