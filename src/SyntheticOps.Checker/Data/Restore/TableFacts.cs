using System.Globalization;

namespace SyntheticOps.Checker.Data.Restore;

/// <summary>A table as it is: how many rows, and a sum over the text of each, which does not mind their order.</summary>
/// <param name="Name">`schema.table`, as people write it.</param>
internal sealed record TableFacts(string Name, long Rows, string Checksum)
{
    /// <summary>Enough for a shop.</summary>
    public const int MaximumTables = 500;

    /// <summary>Texts of values must be the same on both sides.</summary>
    private const string Settings =
        "SELECT set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', 'postgres', true), set_config('TimeZone', 'UTC', true), set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)";

    /// <param name="rows">Runs a query in one transaction and gives its rows.</param>
    public static async Task<IReadOnlyList<TableFacts>> ReadAsync(IReadOnlyList<string> schemas, Func<string, int, Task<List<object[]>>> rows)
    {
        await rows(Settings, 1);
        var names = await rows(
            $"""
            SELECT n.nspname || '.' || c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p' AND n.nspname IN ({string.Join(", ", schemas.Select(schema => $"'{schema}'"))})
            ORDER BY 1 LIMIT {MaximumTables + 1}
            """,
            MaximumTables + 1);
        if (names.Count > MaximumTables)
        {
            throw new InvalidDataException($"The schemas {string.Join(", ", schemas)} have more than {MaximumTables} tables.");
        }

        var facts = new List<TableFacts>();
        foreach (var name in names)
        {
            var row = (await rows($"SELECT COUNT(*), COALESCE(SUM(hashtextextended(t::text, 0)::numeric), 0)::text FROM {name[1]} AS t", 1))[0];
            facts.Add(new TableFacts((string)name[0], Convert.ToInt64(row[0], CultureInfo.InvariantCulture), (string)row[1]));
        }

        return facts;
    }
}
