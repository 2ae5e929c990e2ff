using Parfumerie.Data;

namespace Parfumerie.Catalogue;

/// <summary>Reads perfumes and their pictures.</summary>
internal sealed class ProductRepository(IShopDatabase database)
{
    private const string Columns =
        "slug AS Slug, name AS Name, price_cents AS PriceCents, family AS Family, concentration AS Concentration, volume_ml AS VolumeMl, "
        + "notes_fr AS NotesFr, notes_en AS NotesEn, story_fr AS StoryFr, story_en AS StoryEn";

    public async Task<IReadOnlyList<Product>> GetAllAsync(CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<Product>($"SELECT {Columns} FROM products ORDER BY position", null, token);
    }

    public async Task<IReadOnlyList<Product>> GetFamilyAsync(string family, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<Product>(
            $"SELECT {Columns} FROM products WHERE family = @family ORDER BY position", new { family }, token);
    }

    /// <summary>Others to look at: the same family first.</summary>
    public async Task<IReadOnlyList<Product>> GetRelatedAsync(Product product, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<Product>(
            $"SELECT {Columns} FROM products WHERE slug <> @Slug ORDER BY CASE WHEN family = @Family THEN 0 ELSE 1 END, position LIMIT 4",
            new { product.Slug, product.Family }, token);
    }

    public async Task<Product?> FindAsync(string slug, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.FindAsync<Product>($"SELECT {Columns} FROM products WHERE slug = @slug", new { slug }, token);
    }

    /// <summary>Products that hold every word of the query; none for an empty one.</summary>
    public async Task<IReadOnlyList<Product>> SearchAsync(string? query, CancellationToken token)
    {
        var patterns = SearchText.Patterns(query);
        if (patterns.Count == 0)
        {
            return [];
        }

        var conditions = string.Join(" AND ", patterns.Select((_, i) => $@"search_text LIKE @p{i} ESCAPE '\'"));
        var args = patterns.Select((pattern, i) => KeyValuePair.Create($"p{i}", (object)pattern)).ToDictionary();
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<Product>($"SELECT {Columns} FROM products WHERE {conditions} ORDER BY position", args, token);
    }

    /// <summary>The drawing of a bottle; null when the row is gone.</summary>
    public async Task<string?> FindImageAsync(string slug, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.FindAsync<string>("SELECT svg FROM images WHERE slug = @slug", new { slug }, token);
    }
}
