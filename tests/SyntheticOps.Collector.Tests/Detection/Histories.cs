using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Detection;

/// <summary>Histories to start from: one check `home` of the site `shop`, every 15 s, 2 failures, 2 successes.</summary>
internal static class Histories
{
    public static readonly DateTimeOffset Now = new(2025, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static readonly CheckDefinition Check = new()
    {
        Name = "home",
        Site = "shop",
        Type = "http",
        Every = TimeSpan.FromSeconds(15),
        Timeout = TimeSpan.FromSeconds(10),
        Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
    };

    public static readonly Site Site = new() { Name = "shop", DisplayName = "The shop", Url = new Uri("https://shop.example"), Locations = ["local"] };

    public static RunRecord Run(Outcome outcome, string? reason = null, int age = 1, string location = "local", string type = "http") => new()
    {
        RunId = string.Create(CultureInfo.InvariantCulture, $"{age:x31}{location.Length:x}"),
        RootSpanId = "1",
        Site = "shop",
        Check = "home",
        Type = type,
        Location = location,
        Outcome = outcome,
        Reason = reason,
        Trigger = "schedule",
        StartedAt = Now - TimeSpan.FromSeconds(age),
        Duration = TimeSpan.FromSeconds(0.1),
        ReceivedAt = Now,
        ServerAddress = "shop.example",
    };

    public static RunRecord Down(int age, string reason = Reasons.ResponseStatus) => Run(Outcome.Down, reason, age);

    public static RunRecord Up(int age) => Run(Outcome.Up, null, age);

    public static RunRecord Slow(int age) => Run(Outcome.Degraded, Reasons.TooSlow, age);

    public static Finding Missing(string header, FindingKind kind = FindingKind.State, Severity severity = Severity.Error) =>
        new($"{header.ToLowerInvariant()}-missing", severity, kind, header, [], $"{header} is not sent.");

    /// <summary>A history of these runs at their locations.</summary>
    public static CheckHistory Of(params RunRecord[] runs) => Of(Check, runs);

    public static CheckHistory Of(CheckDefinition check, params RunRecord[] runs) => new()
    {
        Check = check,
        Site = Site,
        Now = Now,
        WatchingSince = Now.AddDays(-1),
        Runs = runs.GroupBy(run => run.Location).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<RunFacts>)[.. group.OrderByDescending(run => run.StartedAt).Select(run => new RunFacts(run, []))]),
    };

    public static CheckHistory WithOpen(this CheckHistory history, string rule, string scenario, string cause) =>
        history with { Open = [new Feed(rule, history.Check.Name, scenario, cause)] };

    /// <summary>`scenario state cause` of every signal, in order.</summary>
    public static string[] Words(this IEnumerable<Signal> signals) =>
        [.. signals.Select(signal => $"{signal.Scenario} {signal.State} {signal.Cause}").Order(StringComparer.Ordinal)];
}
