using System.Globalization;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence;

/// <summary>What a run loaded, by party and type. Pure.</summary>
internal sealed record PageWeight(int Requests, long Bytes, IReadOnlyList<(string Party, string Type, int Requests, long Bytes)> Parts)
{
    public static PageWeight Of(IEnumerable<TrackedRequest> requests)
    {
        var loaded = requests.Where(request => request.Type != "Request").ToList();
        return new PageWeight(loaded.Count, loaded.Sum(request => request.Size ?? 0), [.. loaded
            .GroupBy(request => (Party: request.IsOwn ? "own" : "third", Type: request.Type.ToLowerInvariant()))
            .Select(group => (group.Key.Party, group.Key.Type, group.Count(), group.Sum(request => request.Size ?? 0)))
            .OrderByDescending(part => part.Item4)]);
    }

    /// <summary>`own script 3 41233`: party, type, requests, bytes; the heaviest first.</summary>
    public string[] Words => [.. Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Party} {part.Type} {part.Requests} {part.Bytes}"))];

    /// <summary>More than a limit of the budget; null within it.</summary>
    public Finding? Over(long? bytesBudget, int? requestsBudget)
    {
        var limits = string.Join(" and ", Limits(bytesBudget, requestsBudget));
        return limits.Length == 0 ? null : new Finding(
            "page-weight-over",
            Severity.Warning,
            FindingKind.State,
            "weight",
            Words,
            $"The pages loaded {Size(Bytes)} in {Requests.ToString(CultureInfo.InvariantCulture)} requests ({Size(Third)} of them from third parties), more than {limits}.");
    }

    private long Third => Parts.Where(part => part.Party == "third").Sum(part => part.Bytes);

    private IEnumerable<string> Limits(long? bytes, int? requests)
    {
        if (Bytes > bytes)
        {
            yield return Size(bytes.Value);
        }

        if (Requests > requests)
        {
            yield return $"{requests.Value.ToString(CultureInfo.InvariantCulture)} requests";
        }
    }

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.#} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.##} MB");
}
