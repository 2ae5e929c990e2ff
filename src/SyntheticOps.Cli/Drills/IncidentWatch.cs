using System.Globalization;
using SyntheticOps.Cli.Connection;

namespace SyntheticOps.Cli.Drills;

/// <summary>Waits at the collector for incidents.</summary>
internal sealed class IncidentWatch(ApiClient collector, TimeProvider clock)
{
    private const string Path = "/api/v1/incidents";

    /// <summary>Longest wait of one question; a collector that dies is noticed by then.</summary>
    private const int LongestWait = 5;

    /// <summary>Between two questions: a collector that answers at once is not flooded.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Task<IncidentAnswer> GetAsync(string id, CancellationToken token) =>
        collector.GetAsync<IncidentAnswer>($"{Path}/{Uri.EscapeDataString(id)}", token);

    /// <summary>Acknowledged ones are included: somebody knows, and the site is still not well.</summary>
    public async Task<IReadOnlyList<IncidentAnswer>> UnresolvedAsync(string site, CancellationToken token) =>
        (await collector.GetAsync<IncidentList>(Unresolved(site), token)).Incidents;

    /// <summary>False when one is still unresolved after the limit.</summary>
    public async Task<bool> IsCalmAsync(string site, TimeSpan limit, Action waiting, CancellationToken token) =>
        await WaitAsync(Unresolved(site), list => list.Count == 0 ? new Found() : null, limit, waiting, token) is not null;

    /// <summary>The first incident of the drill; null when none opened in time.</summary>
    public Task<IncidentAnswer?> OpenedAsync(string drill, TimeSpan limit, CancellationToken token) =>
        WaitAsync(Of(drill), list => list is [var first, ..] ? first : null, limit, null, token);

    /// <summary>Whether every incident of the drill was resolved in time.</summary>
    public async Task<bool> IsResolvedAsync(string drill, TimeSpan limit, CancellationToken token) =>
        await WaitAsync(Of(drill), list => list.Count > 0 && list.All(incident => incident.State == "resolved") ? new Found() : null, limit, null, token) is not null;

    private static string Unresolved(string site) => $"{Path}?state=unresolved&site={Uri.EscapeDataString(site)}";

    private static string Of(string drill) => $"{Path}?drill={Uri.EscapeDataString(drill)}";

    private async Task<T?> WaitAsync<T>(string path, Func<IReadOnlyList<IncidentAnswer>, T?> fits, TimeSpan limit, Action? waiting, CancellationToken token)
        where T : class
    {
        var started = clock.GetTimestamp();
        var wait = 0;
        string? tag = null;
        while (true)
        {
            var answer = await collector.WatchAsync<IncidentList>(string.Create(CultureInfo.InvariantCulture, $"{path}&wait={wait}s"), tag, token);
            tag = answer.Tag;
            if (answer.Value is { } list && fits(list.Incidents) is { } found)
            {
                return found;
            }

            var left = limit - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            waiting?.Invoke();
            waiting = null;
            wait = (int)Math.Clamp(Math.Ceiling(left.TotalSeconds), 1, LongestWait);
            await Task.Delay(Pause, clock, token);
        }
    }

    private sealed record Found;
}
