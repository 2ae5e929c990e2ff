namespace Parfumerie.Catalogue;

/// <summary>One entry of Catalogue/collection.json: what the shop's tables are filled with at first.</summary>
internal sealed record Perfume(
    string Slug,
    string Name,
    long PriceCents,
    string Family,
    string Concentration,
    long VolumeMl,
    IReadOnlyList<string> NotesFr,
    IReadOnlyList<string> NotesEn,
    string StoryFr,
    string StoryEn,
    Bottle Bottle);

/// <summary>How its picture is drawn.</summary>
/// <param name="Shape">A silhouette of <see cref="BottleShapes"/>.</param>
/// <param name="Cap">A stopper of <see cref="BottleCaps"/>.</param>
/// <param name="Motif">What stands behind it, of <see cref="Motifs"/>.</param>
/// <param name="Backdrop">Two colours, light centre to edge.</param>
/// <param name="Liquid">Two colours, top to bottom.</param>
/// <param name="Metal">Two colours of cap and collar.</param>
/// <param name="Ink">Colour of motif and label border.</param>
internal sealed record Bottle(
    string Shape, string Cap, string Motif, IReadOnlyList<string> Backdrop, IReadOnlyList<string> Liquid, IReadOnlyList<string> Metal, string Ink);
