using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>What the public may know of maintenance: when, how much of the shop, and what the shop says to its customers.</summary>
public sealed record PublicMaintenance(RunningMaintenance? Running, IReadOnlyList<PlannedMaintenance> Planned)
{
    private const int MaxPlanned = 5;

    /// <summary>What is planned for later is not yet news.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);

    public static PublicMaintenance None { get; } = new(null, []);

    /// <summary>Whether no page of the shop can be had.</summary>
    public bool IsPaused => Running is { IsEverything: true };

    /// <summary>Of what the gateways of one site said. Pure.</summary>
    public static PublicMaintenance Of(IEnumerable<MaintenanceState> states, IEnumerable<GatewayWindow> windows, DateTimeOffset now) => new(
        RunningMaintenance.Of([.. states.Where(state => state.Active)], now),
        [
            .. windows.SelectMany(window => Times(window).Select(time => new PlannedMaintenance(time.From, time.Until, window.Scope is null or { IsEverything: true })))
                .Where(planned => planned.From > now && planned.From < now + Ahead)
                .Distinct().OrderBy(planned => planned.From).ThenBy(planned => planned.Until).Take(MaxPlanned),
        ]);

    private static IEnumerable<WindowTime> Times(GatewayWindow window) => window.Upcoming.Count > 0 ? window.Upcoming : window.Next is { } next ? [next] : [];
}

/// <param name="Until">Expected end; null when nobody said one.</param>
/// <param name="Message">What customers read instead of the shop, when somebody wrote it.</param>
public sealed record RunningMaintenance(DateTimeOffset Since, DateTimeOffset? Until, bool IsEverything, MaintenanceMessage? Message)
{
    public static RunningMaintenance? Of(IReadOnlyList<MaintenanceState> active, DateTimeOffset now) => active.Count == 0 ? null : new RunningMaintenance(
        active.Min(state => state.Since ?? now),
        active.All(state => state.Until is not null) ? active.Max(state => state.Until) : null,
        active.Any(state => state.Scope is null or { IsEverything: true }),
        active.Select(state => state.Message).FirstOrDefault(message => message is not null));
}

public sealed record PlannedMaintenance(DateTimeOffset From, DateTimeOffset Until, bool IsEverything);
