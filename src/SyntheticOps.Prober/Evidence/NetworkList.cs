using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>The rows of `network.json`: every request that was followed, without headers and bodies.</summary>
internal static class NetworkList
{
    public static object Of(IReadOnlyList<TrackedRequest> requests, DateTimeOffset start) => new
    {
        requests = requests.Select(request => new
        {
            step = request.Step,
            startMs = Math.Round((request.StartedAt - start).TotalMilliseconds, 1),
            durationMs = request.Duration is { } duration ? Math.Round(duration.TotalMilliseconds, 1) : (double?)null,
            method = request.Method,
            url = SafeUrl.Full(request.Url),
            status = request.Status,
            error = request.Error,
            type = request.Type,
            party = request.IsOwn ? "own" : "third",
            bytes = request.Size,
            protocol = request.Protocol,
            phasesMs = request.Phases?.Named().Where(phase => phase.Seconds is not null).ToDictionary(phase => phase.Name, phase => Math.Round(phase.Seconds!.Value * 1000, 2)),
            initiator = request.Initiator,
        }),
    };
}
