using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Restore;

/// <summary>Compares what was there with what came back; pure.</summary>
internal static class RestoreVerdict
{
    /// <param name="exact">Whether the dump is of the same moment as <paramref name="source"/>.</param>
    /// <returns>The gravest finding; with severity info when all came back.</returns>
    public static Finding Judge(string dump, IReadOnlyList<TableFacts> source, IReadOnlyList<TableFacts> restored, bool exact, double fewerAtMost, TimeSpan took)
    {
        var found = restored.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var missing = source.Where(table => !found.ContainsKey(table.Name)).Select(table => table.Name).ToList();
        if (missing.Count > 0)
        {
            return Of("restore-table-missing", dump, [Text(missing.Count), string.Join(", ", missing.Take(5))], $"{dump} does not bring back {Few(missing)}.");
        }

        if (source.FirstOrDefault(table => IsWrong(table.Rows, found[table.Name].Rows, exact, fewerAtMost)) is { } count)
        {
            var rows = found[count.Name].Rows;
            return Of("restore-count", dump, [count.Name, Text(rows), Text(count.Rows)], $"{dump} brings back {rows} rows of {count.Name}; the source has {count.Rows}.");
        }

        if (exact && source.FirstOrDefault(table => found[table.Name].Checksum != table.Checksum) is { } changed)
        {
            return Of("restore-checksum", dump, [changed.Name, Text(changed.Rows)], $"{dump} brings back {changed.Name} with as many rows, but other content.");
        }

        var sum = restored.Sum(table => table.Rows);
        var time = Durations.Format(TimeSpan.FromSeconds(Math.Ceiling(took.TotalSeconds)));
        return new Finding(
            "restore-proven", Severity.Info, FindingKind.State, dump, [Text(source.Count), Text(sum), time], $"{dump} was restored: {source.Count} tables, {sum} rows, {(exact ? "same content" : "enough rows")}, in {time}.");
    }

    public static Finding Failed(string dump, string said) => Of("restore-failed", dump, [said], $"{dump} cannot be restored: {said}");

    public static Finding NoDump(string pattern) => Of("restore-dump-missing", pattern, [], $"There is no dump {pattern}.");

    private static bool IsWrong(long source, long restored, bool exact, double fewerAtMost) =>
        exact ? source != restored : restored < source - (source * fewerAtMost / 100.0);

    private static Finding Of(string code, string dump, string[] args, string text) => new(code, Severity.Error, FindingKind.State, dump, args, text);

    private static string Few(List<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more tables" : "");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
