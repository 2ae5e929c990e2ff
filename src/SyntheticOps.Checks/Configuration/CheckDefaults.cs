namespace SyntheticOps.Checks.Configuration;

/// <summary>`defaults:`, and the reading of the keys that it shares with each check.</summary>
internal sealed record CheckDefaults(TimeSpan Every, TimeSpan Timeout, Confirmation Confirm, int Quorum, RetryPolicy Retry)
{
    private static readonly CheckDefaults Shipped = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), new Confirmation(2, 2, TimeSpan.FromSeconds(5)), 1, RetryPolicy.None);

    public static CheckDefaults Read(ConfigMap? map) => map is null ? Shipped : Shipped.Override(map);

    /// <summary>The same with what the mapping says otherwise.</summary>
    public CheckDefaults Override(ConfigMap map) => new(
        map.Find("every")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)) ?? Every,
        map.Find("timeout")?.AsDuration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)) ?? Timeout,
        map.Find("confirm")?.AsMap() is { } confirm ? Override(confirm, Confirm) : Confirm,
        map.Find("quorum")?.AsMap() is { } quorum ? quorum.Require("at-least")?.AsInteger(1, 100) ?? Quorum : Quorum,
        map.Find("retry")?.AsMap() is { } retry ? Override(retry, Retry) : Retry);

    private static RetryPolicy Override(ConfigMap map, RetryPolicy given) => new(
        map.Find("at-most")?.AsInteger(0, 5) ?? given.AtMost,
        map.Find("wait")?.AsDuration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)) ?? given.Wait,
        map.Find("flaky")?.AsChoice("degraded", "up") is { } word ? word == "degraded" : given.FlakyIsDegraded);

    private static Confirmation Override(ConfigMap map, Confirmation given) => new(
        map.Find("failures")?.AsInteger(1, 20) ?? given.Failures,
        map.Find("successes")?.AsInteger(1, 20) ?? given.Successes,
        map.Find("recheck")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)) ?? given.Recheck);
}
