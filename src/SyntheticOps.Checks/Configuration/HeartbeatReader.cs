namespace SyntheticOps.Checks.Configuration;

/// <summary>`heartbeat: {expects, grace, secret}`: a check that nobody runs; a job reports to the collector. Every process must know its times.</summary>
internal static class HeartbeatReader
{
    public const string Type = "heartbeat";

    /// <summary>What says how a check is run says nothing here.</summary>
    private static readonly string[] Foreign = ["every", "timeout", "quorum"];

    /// <summary>Runs are kept for 90 days: what is older is forgotten.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public static CheckDefinition Read(CheckDefinition definition, ConfigMap entry)
    {
        foreach (var key in Foreign.Where(entry.Keys.Contains))
        {
            entry.Fail(key, $"'{key}' says nothing of a heartbeat, which no probe runs; its times are expects and grace");
        }

        var map = entry.Find(Type)!.AsMap();
        var expects = map.Require("expects")?.AsDuration(TimeSpan.FromSeconds(10), Longest) ?? TimeSpan.FromDays(1);
        var grace = map.Find("grace")?.AsDuration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)) ?? Clamp(expects / 4);
        return definition with
        {
            Every = expects,
            Quorum = 1,
            // A job that runs once a day is not waited for a second time.
            Confirm = entry.Keys.Contains("confirm") ? definition.Confirm : definition.Confirm with { Failures = 1, Successes = 1 },
            Heartbeat = new HeartbeatTerms(grace, map.Require("secret")),
        };
    }

    private static TimeSpan Clamp(TimeSpan grace) => grace < TimeSpan.FromHours(1) ? grace : TimeSpan.FromHours(1);
}
