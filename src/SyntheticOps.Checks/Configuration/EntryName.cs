namespace SyntheticOps.Checks.Configuration;

/// <summary>What sites, checks, channels and locations may be called: the names become paths, metric values and file names.</summary>
internal static class EntryName
{
    public const string Form = "lower-case letters, digits and hyphens, at most 64, a letter or digit first";

    private const int MaximumLength = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name[0] != '-'
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    public static string Shown(string name) => name.Length > MaximumLength ? string.Concat(name.AsSpan(0, MaximumLength), "…") : name;
}
