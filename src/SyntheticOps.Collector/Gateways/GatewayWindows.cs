using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Gateways;

/// <summary>Answer of `GET /api/v1/maintenance/windows` (contracts.md section 6).</summary>
public sealed record GatewayWindows
{
    public IReadOnlyList<GatewayWindow> Windows { get; init; } = [];
}

public sealed record GatewayWindow
{
    public required string Name { get; init; }

    public string? Cron { get; init; }

    public string? Zone { get; init; }

    public DateTimeOffset? From { get; init; }

    public double ForS { get; init; }

    public string Reason { get; init; } = "";

    public MaintenanceScope? Scope { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public MaintenanceMessage? Message { get; init; }

    public string? Actor { get; init; }

    /// <summary>The occurrence that is on.</summary>
    public WindowTime? Current { get; init; }

    public WindowTime? Next { get; init; }

    /// <summary>The next that begin, that one first.</summary>
    public IReadOnlyList<WindowTime> Upcoming { get; init; } = [];

    /// <summary>It comes from synthetics.yaml and is changed there.</summary>
    public bool IsConfigured => Actor?.StartsWith("config:", StringComparison.Ordinal) == true;

    /// <summary>Whether it is what that plan says.</summary>
    public bool Is(WindowPlan plan) =>
        Cron == plan.Cron && Zone == plan.Zone && From == plan.From && Math.Abs(ForS - plan.ForS) < 0.001 && Reason == plan.Reason && (Message ?? new(null, null)) == (plan.Message ?? new(null, null))
        && Allow.SequenceEqual(plan.Allow) && Same(Scope?.Hosts, plan.Scope.Hosts) && Same(Scope?.Paths, plan.Scope.Paths) && Same(Scope?.Methods, plan.Scope.Methods);

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string> other) => (one ?? []).SequenceEqual(other);
}

/// <summary>Body of `PUT /api/v1/maintenance/windows/{name}`.</summary>
public sealed record WindowPlan(string? Cron, string? Zone, DateTimeOffset? From, double ForS, string Reason, MaintenanceScope Scope, IReadOnlyList<string> Allow, MaintenanceMessage? Message)
{
    public static WindowPlan Of(PlannedWindow window) => new(
        window.Cron, window.Zone, window.From?.ToUniversalTime(), window.For.TotalSeconds, window.Reason,
        new MaintenanceScope(window.Hosts, window.Paths, window.Methods), window.Allow,
        window.MessageFr is null && window.MessageEn is null ? null : new MaintenanceMessage(window.MessageFr, window.MessageEn));
}
