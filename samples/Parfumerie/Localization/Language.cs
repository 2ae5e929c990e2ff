namespace Parfumerie.Localization;

/// <summary>The shop's languages. French lives at the plain addresses, English below /en.</summary>
public enum Language
{
    French,
    English,
}
