using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using SyntheticOps.Collector.Tests.Detection;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>
/// Random runs of three locations, up, down and unknown, late, twice and out of order, against a model that is written
/// another way: it looks at letters. The state must be the same after every arrival, and again after a restart.
/// </summary>
public sealed class LifecyclePropertyTests
{
    private const int Sequences = 100_000;

    private const int Seed = 20251124;

    private static readonly string[] Locations = ["a", "b", "c"];

    [Fact]
    public void Decide_RandomSequences_AgreeWithTheModel()
    {
        var random = new Random(Seed);
        for (var sequence = 0; sequence < Sequences; sequence++)
        {
            var check = Histories.Check with
            {
                Quorum = random.Next(1, 4),
                Confirm = new Confirmation(random.Next(1, 4), random.Next(1, 4), TimeSpan.FromSeconds(5)),
            };
            if (Play(check, random) is { } difference)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}, sequence {sequence}: {difference}"));
            }
        }
    }

    /// <summary>Where model and implementation differ; null when they agree.</summary>
    private static string? Play(CheckDefinition check, Random random)
    {
        var rule = new ConsecutiveFailuresRule();
        var runs = new Dictionary<string, RunRecord>();
        IReadOnlyList<TrackedIncident> incidents = [];
        var model = new Model(check);
        var now = Histories.Now;
        for (var arrival = 0; arrival < 8; arrival++)
        {
            now += TimeSpan.FromSeconds(random.Next(1, 20));
            var run = runs.Count > 0 && random.Next(8) == 0 ? runs.Values.ElementAt(random.Next(runs.Count)) : Next(random, now);
            runs.TryAdd(run.RunId, run);

            var history = HistoryOf(check, runs.Values, incidents, now);
            var changes = IncidentLifecycle.Decide(new LifecycleState(incidents, [], now, incidents.Count + 1), [.. rule.Evaluate(history)]);
            incidents = Lifecycles.Apply(incidents, changes);
            model.Step(runs.Values, now);

            var open = incidents.Any(incident => !incident.IsResolved);
            var openings = incidents.Sum(incident => 1 + incident.Reopened);
            if (open != model.IsOpen || openings != model.Openings)
            {
                return $"after arrival {arrival} open is {open} and openings {openings}, the model says {model.IsOpen} and {model.Openings}";
            }
        }

        // A process that starts again reads the same rows and finds nothing to do.
        var again = rule.Evaluate(HistoryOf(check, runs.Values, incidents, now));
        return IncidentLifecycle.Decide(new LifecycleState(incidents, [], now, incidents.Count + 1), [.. again]) is [var first, ..]
            ? $"a restart would decide {first}"
            : null;
    }

    private static RunRecord Next(Random random, DateTimeOffset now)
    {
        var age = random.Next(6) switch { 0 => random.Next(20, 60), 1 => random.Next(60, 300), _ => random.Next(1, 10) };
        var outcome = random.Next(5) switch { 0 => Outcome.Unknown, < 3 => Outcome.Up, _ => Outcome.Down };
        return Histories.Run(outcome, outcome == Outcome.Down ? Reasons.ResponseStatus : null, 1, Locations[random.Next(3)]) with
        {
            RunId = random.NextInt64().ToString("x32", CultureInfo.InvariantCulture),
            StartedAt = now - TimeSpan.FromSeconds(age),
            Duration = TimeSpan.Zero,
        };
    }

    private static CheckHistory HistoryOf(CheckDefinition check, IEnumerable<RunRecord> runs, IEnumerable<TrackedIncident> incidents, DateTimeOffset now) => new()
    {
        Check = check,
        Site = Histories.Site with { Locations = Locations },
        Now = now,
        WatchingSince = Histories.Now,
        Runs = runs.GroupBy(run => run.Location).ToDictionary(
            group => group.Key, group => (IReadOnlyList<RunFacts>)[.. group.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.RunId, StringComparer.Ordinal).Select(run => new RunFacts(run, []))]),
        Open = [.. incidents.Where(incident => !incident.IsResolved).SelectMany(incident => incident.Feeds).Select(state => state.Feed)],
    };

    /// <summary>Open or not, from strings of letters: d for down, u for up.</summary>
    private sealed class Model(CheckDefinition check)
    {
        private DateTimeOffset? _closedAt;

        public bool IsOpen { get; private set; }

        public int Openings { get; private set; }

        public void Step(IEnumerable<RunRecord> runs, DateTimeOffset now)
        {
            var late = now - TimeSpan.FromSeconds(75);
            var votes = (from run in runs
                         group run by run.Location into location
                         let ordered = location.OrderBy(run => run.StartedAt).ThenBy(run => run.RunId, StringComparer.Ordinal).ToList()
                         where ordered[^1].StartedAt >= late
                         let known = ordered.Where(run => run.Outcome != Outcome.Unknown).ToList()
                         select (Letters: string.Concat(known.Select(run => run.Outcome == Outcome.Down ? 'd' : 'u')), Newest: known.LastOrDefault())).ToList();
            var down = votes.Where(vote => vote.Letters.EndsWith(new string('d', check.Confirm.Failures), StringComparison.Ordinal) && vote.Newest!.StartedAt >= late).ToList();
            var well = votes.Count(vote => vote.Letters.EndsWith(new string('u', check.Confirm.Successes), StringComparison.Ordinal));
            if (down.Count >= check.Quorum)
            {
                // What had begun before the end of the last incident is no news.
                if (!IsOpen && (_closedAt is null || down.Max(vote => vote.Newest!.StartedAt) > _closedAt))
                {
                    IsOpen = true;
                    Openings++;
                }
            }
            else if (IsOpen && well >= check.Quorum && votes.Count - well < check.Quorum)
            {
                IsOpen = false;
                _closedAt = now;
            }
        }
    }
}
