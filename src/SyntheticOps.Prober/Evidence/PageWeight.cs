using System.Globalization;
using SyntheticOps.Checks.Words;
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
        var limits = Limits(bytesBudget, requestsBudget).ToList();
        return limits.Count == 0 ? null : Saying.Of("sentence", Saying.Of(
            "weight", Size(Bytes), Requests.ToString(CultureInfo.InvariantCulture), Size(Third), limits.Count == 1 ? limits[0] : Saying.Of("both", limits[0], limits[1])))
            .Finding("page-weight-over", Severity.Warning, "weight", Words);
    }

    private long Third => Parts.Where(part => part.Party == "third").Sum(part => part.Bytes);

    private IEnumerable<Saying> Limits(long? bytes, int? requests)
    {
        if (Bytes > bytes)
        {
            yield return Saying.Text(Size(bytes.Value));
        }

        if (Requests > requests)
        {
            yield return Saying.Of("requests", requests.Value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.#} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.##} MB");
}
