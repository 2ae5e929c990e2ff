using System.Text.Json;

namespace Parfumerie.Catalogue;

/// <summary>The house's perfumes as they come with the shop.</summary>
internal static class Collection
{
    public static List<Perfume> All { get; } =
        JsonSerializer.Deserialize<List<Perfume>>(Embedded.Bytes("collection.json"), JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("collection.json is empty.");
}
