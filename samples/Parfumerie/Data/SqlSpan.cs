using System.Diagnostics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Data;

/// <summary>Runs one statement as a client span, named as OpenTelemetry's database conventions say: `SELECT products`.</summary>
internal static class SqlSpan
{
    public static async Task<T> RunAsync<T>(string system, string sql, Func<Task<T>> statement)
    {
        var (operation, table) = Summary(sql);
        using var span = ShopActivity.Source.StartActivity($"{operation} {table}".TrimEnd(), ActivityKind.Client);
        span?.SetTag(SyntheticTelemetry.Attributes.DbSystemName, system);
        span?.SetTag(SyntheticTelemetry.Attributes.DbOperationName, operation);
        span?.SetTag(SyntheticTelemetry.Attributes.DbQueryText, sql);
        try
        {
            return await statement();
        }
        catch (Exception e) when (Failed(span, e))
        {
            throw;
        }
    }

    /// <summary>A span of its own for a connection that did not open; one that opens is not worth a span.</summary>
    public static void ConnectFailed(string system, DateTimeOffset since, Exception e)
    {
        using var span = ShopActivity.Source.StartActivity(
            ActivityKind.Client, startTime: since, name: "connect",
            tags: [new(SyntheticTelemetry.Attributes.DbSystemName, system), new(SyntheticTelemetry.Attributes.DbOperationName, "connect")]);
        span?.Fail(e);
    }

    /// <summary>The verb and the first table of a statement of ours: the word after FROM, INTO or UPDATE.</summary>
    internal static (string Operation, string Table) Summary(string sql)
    {
        var words = sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var table = "";
        for (var i = 0; i < words.Length - 1 && table.Length == 0; i++)
        {
            if (words[i] is "FROM" or "INTO" or "UPDATE")
            {
                table = words[i + 1].Trim('(', ')', ',', ';');
            }
        }

        return (words.Length == 0 ? "" : words[0].ToUpperInvariant(), table);
    }

    private static bool Failed(Activity? span, Exception e)
    {
        span?.Fail(e);
        return false;
    }
}
