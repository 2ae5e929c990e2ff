using System.Globalization;
using System.Text.Json;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>`source: {json: /api/products, headers: {apikey: "${KEY}"}}`: one GET a run, through the address policy like any request.</summary>
internal sealed class JsonSource(HttpTransport transport, Uri url, IReadOnlyList<HttpHeader> headers) : DataSource
{
    public override async Task<DataSession> OpenAsync(CheckRun run, CancellationToken token)
    {
        var exchange = await transport.FetchAsync(new HttpFetch(url) { Headers = headers }, run, token);
        if (exchange.Failure is { } failure)
        {
            throw new SourceException(failure.Outcome == Outcome.Unknown ? failure.Reason : Reasons.SourceUnreachable, failure.Said);
        }

        // 206: PostgREST answers a part of a table with it.
        if (exchange.Status is not (200 or 206) || exchange.BodyTruncated)
        {
            throw new SourceException(
                exchange.Status is 401 or 403 ? Reasons.CannotVerify : Reasons.SourceUnreachable,
                exchange.BodyTruncated ? Saying.Of("data.long", url.IdnHost, Text(HttpTransport.MaximumBody / 1024 / 1024)) : Saying.Of("data.answered", url.IdnHost, Text(exchange.Status)));
        }

        try
        {
            return new JsonSession(JsonDocument.Parse(exchange.Text()), Total(exchange));
        }
        catch (JsonException)
        {
            throw new SourceException(Reasons.CannotVerify, Saying.Of("data.no-json", url.IdnHost));
        }
    }

    public override bool IsMissingTable(Exception e) => false;

    public override DataQuery Rows(ConfigMap map) => new(PathOf(map));

    public override DataQuery Newest(ConfigMap map) => new(PathOf(map), map.Require("column")?.AsText() ?? "");

    public override DataQuery Duplicates(ConfigMap map) => new(PathOf(map), [.. map.Require("columns")?.AsItemsOrOne().Select(column => column.AsText()) ?? []]);

    public override DataQuery Texts(ConfigMap map) => new(PathOf(map), map.Require("column")?.AsText() ?? "");

    public override DataQuery Number(ConfigMap map)
    {
        (map.Find("sql") ?? map.Require("sql"))?.Fail("a json source has no sql");
        return new("$");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string PathOf(ConfigMap map)
    {
        map.Find("table");
        map.Find("sql")?.Fail("a json source has no sql; 'path' says where the list is");
        var path = map.Find("path")?.AsText() ?? "$";
        if (JsonPath.Parse(path) is null)
        {
            map.Fail("path", JsonPath.Expected(path));
        }

        return path;
    }

    /// <summary>`Content-Range: 0-24/3573`: there are more than were sent (RFC 9110 section 14.4; PostgREST with `Prefer: count=exact`).</summary>
    private static long? Total(HttpExchange exchange) =>
        exchange.HeaderValues("Content-Range").FirstOrDefault()?.Split('/') is [_, var total]
        && long.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
