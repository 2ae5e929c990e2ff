using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>When and why a check runs next. Times are monotonic, counted from the scheduler's start.</summary>
/// <param name="Due">When to run.</param>
/// <param name="Trigger">schedule or recheck.</param>
/// <param name="Attempt">1, or one more for each look while the check is not up.</param>
internal readonly record struct Turn(TimeSpan Due, string Trigger, int Attempt)
{
    /// <summary>The longest first delay, so that many checks do not start together and none is kept waiting.</summary>
    public static readonly TimeSpan MaximumJitter = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row so far.</summary>
    public EarlierRuns Earlier { get; init; }

    /// <param name="chance">A random number in [0, 1).</param>
    public static Turn First(CheckDefinition definition, double chance)
    {
        var spread = definition.Every / 4;
        return new Turn((spread < MaximumJitter ? spread : MaximumJitter) * chance, Triggers.Schedule, 1);
    }

    /// <summary>
    /// The next one: on the grid while up, at most one catch-up when runs were missed; while not up a few times at once when
    /// the retry policy says so, then every `confirm.recheck`.
    /// </summary>
    public Turn Next(CheckDefinition definition, Outcome outcome, string runId, TimeSpan now)
    {
        if (outcome == Outcome.Up)
        {
            var due = Due + definition.Every;
            return new Turn(due > now ? due : now, Triggers.Schedule, 1);
        }

        var recheck = definition.Confirm.Recheck < definition.Every ? definition.Confirm.Recheck : definition.Every;
        var retries = outcome == Outcome.Down && Attempt <= definition.Retry.AtMost && definition.Retry.Wait < recheck;
        return new Turn(now + (retries ? definition.Retry.Wait : recheck), Triggers.Recheck, Attempt + 1)
        {
            Earlier = outcome switch
            {
                Outcome.Down => new EarlierRuns(Earlier.Failures + 1, runId),
                Outcome.Unknown => Earlier,
                _ => default,
            },
        };
    }
}
