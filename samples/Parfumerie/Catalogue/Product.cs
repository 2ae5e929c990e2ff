using Parfumerie.Localization;

namespace Parfumerie.Catalogue;

/// <summary>A perfume as it stands in the shop's table.</summary>
public sealed record Product(
    string Slug, string Name, long PriceCents, string Family, string Concentration, long VolumeMl,
    string NotesFr, string NotesEn, string StoryFr, string StoryEn)
{
    public IReadOnlyList<string> Notes(Language language) => (language == Language.French ? NotesFr : NotesEn).Split('|');

    public string Story(Language language) => language == Language.French ? StoryFr : StoryEn;
}
