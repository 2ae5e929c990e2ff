using SyntheticOps.Checker.Http;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>`source: {sqlite: FILE}`, `{postgres: "${NAME}"}` or `{json: URL, headers}`.</summary>
internal static class SourceReader
{
    public static DataSource Read(ConfigNode? node, string folder, Site site, HttpTransport transport)
    {
        var map = node?.AsMap();
        var (sqlite, postgres, json) = (map?.Find("sqlite"), map?.Find("postgres"), map?.Find("json"));
        if (map is not null && new[] { sqlite, postgres, json }.Count(given => given is not null) != 1)
        {
            map.Fail("a source is {sqlite: FILE}, {postgres: \"${NAME}\"} or {json: URL}");
        }

        if (json is not null)
        {
            return new JsonSource(transport, UrlOf(json, site), RequestHeaders.Read(map!));
        }

        map?.Find("headers")?.Fail("'headers' are sent to a json source only");
        return postgres is not null
            ? new PostgresSource(Address(postgres))
            : new SqliteSource(Path.GetFullPath(sqlite?.AsText() is { Length: > 0 } file ? file : "none.db", folder));
    }

    /// <summary>A connection string; the empty one after a mistake.</summary>
    public static string Address(ConfigNode node)
    {
        var address = PostgresAddress.Parse(node.AsSecret());
        if (address is null)
        {
            node.Fail("a PostgreSQL address is expected: Host=…;Username=…;Database=… or postgresql://user:password@host/database");
        }

        return address ?? "";
    }

    /// <summary>Below the site, or elsewhere.</summary>
    private static Uri UrlOf(ConfigNode node, Site site)
    {
        var text = node.AsText();
        return text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && Uri.TryCreate(site.Url, text, out var url)
            ? url
            : node.AsUrl() ?? site.Url;
    }
}
