using System.Data.Common;
using Dapper;
using Parfumerie.Catalogue;

namespace Parfumerie.Data;

/// <summary>Tables of the shop (Data/schema.sql) and the first filling. Only an empty database is filled: lost rows stay lost.</summary>
internal static class Schema
{
    public static async Task PrepareAsync(ISqlDialect dialect, CancellationToken token)
    {
        await using var connection = dialect.Create();
        await connection.OpenAsync(token);
        if (dialect.Preamble.Length > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(dialect.Preamble, cancellationToken: token));
        }

        await using var transaction = await connection.BeginTransactionAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(dialect.SchemaLock + Embedded.Text("schema.sql"), transaction: transaction, cancellationToken: token));
        await FillAsync(connection, transaction, token);
        await transaction.CommitAsync(token);
    }

    private static async Task FillAsync(DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var fresh = await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO marks (name) VALUES ('filled') ON CONFLICT DO NOTHING", transaction: transaction, cancellationToken: token));
        if (fresh == 0)
        {
            return;
        }

        foreach (var perfume in Collection.All)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO products (slug, position, name, price_cents, family, concentration, volume_ml, notes_fr, notes_en, story_fr, story_en, search_text)
                VALUES (@Slug, @Position, @Name, @PriceCents, @Family, @Concentration, @VolumeMl, @NotesFr, @NotesEn, @StoryFr, @StoryEn, @SearchText)
                """,
                Row(perfume), transaction, cancellationToken: token));
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO images (slug, svg) VALUES (@Slug, @Svg)",
                new { perfume.Slug, Svg = BottleArtist.Draw(perfume) }, transaction, cancellationToken: token));
        }
    }

    private static object Row(Perfume perfume) => new
    {
        perfume.Slug,
        Position = (long)Collection.All.IndexOf(perfume),
        perfume.Name,
        perfume.PriceCents,
        perfume.Family,
        perfume.Concentration,
        perfume.VolumeMl,
        NotesFr = string.Join('|', perfume.NotesFr),
        NotesEn = string.Join('|', perfume.NotesEn),
        perfume.StoryFr,
        perfume.StoryEn,
        SearchText = SearchText.Of(perfume),
    };
}
