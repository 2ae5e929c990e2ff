using System.Text.Json;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>A document and its lists.</summary>
/// <param name="total">How many items the whole list has, when the answer says that it is only a part.</param>
internal sealed class JsonSession(JsonDocument document, long? total) : DataSession
{
    public override Task<long> CountAsync(DataQuery query, CancellationToken token) => Task.FromResult(query.Columns.Count > 0 ? Twice(query)
        : query.Text == "$" && total is { } all ? all
        : Items(query.Text).Count);

    public override Task<object?> NewestAsync(DataQuery query, CancellationToken token) => Task.FromResult<object?>(
        Items(query.Text).Select(item => NewestRule.Time(Value(item, query.Columns[0]))).Max());

    public override Task<List<string>> ListAsync(DataQuery query, int most, CancellationToken token) => Task.FromResult<List<string>>(
        [.. Items(query.Text).Select(item => Value(item, query.Columns[0])?.ToString()).OfType<string>().Take(most)]);

    public override ValueTask DisposeAsync()
    {
        document.Dispose();
        return ValueTask.CompletedTask;
    }

    private long Twice(DataQuery query) => Items(query.Text)
        .Select(item => query.Columns.Select(column => Value(item, column)?.ToString()).ToList())
        .Where(values => values.TrueForAll(value => value is not null))
        .GroupBy(values => JsonSerializer.Serialize(values), StringComparer.Ordinal)
        .LongCount(group => group.Count() > 1);

    private List<JsonElement> Items(string path) => JsonPath.Parse(path)!.Find(document.RootElement) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray()]
        : throw new SourceException(Reasons.CannotVerify, Saying.Of("data.not-judged", Saying.Of("data.no-list", path)));

    /// <summary>Null for a member that is not there.</summary>
    private static object? Value(JsonElement item, string name) =>
        item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            _ => value.GetRawText(),
        };
}
