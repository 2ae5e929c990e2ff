using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Diagnosis;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>
/// One pass: signals, evidence, then the decision and everything that follows from it in one transaction. It keeps no
/// state of its own, so a process that dies anywhere in it loses nothing and repeats nothing.
/// </summary>
internal sealed class IncidentPass(
    Evaluation evaluation, Diagnostician diagnostician, Notices notices, ProviderWatch providers, IStoreReader reader, IStoreWriter writer, IncidentChanges changes, OutboxSignal outbox, TimeProvider clock)
{
    /// <summary>How long an incident that is over, or a drill, still bears on new signals.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <param name="only">Checks with new runs; null for all.</param>
    public async Task RunAsync(IReadOnlySet<CheckKey>? only, CancellationToken token)
    {
        var signals = await evaluation.EvaluateAsync(only, token);
        await DecideAsync(signals, token);
        await CompleteEvidenceAsync(token);
        Announce(await providers.LookAsync(token));
    }

    private async Task DecideAsync(IReadOnlyList<Signal> signals, CancellationToken token)
    {
        // Most passes change nothing: a look from outside the transaction spares the writer.
        var now = clock.GetUtcNow();
        var expected = await reader.ReadAsync(connection => IncidentLifecycle.Decide(StateOf(connection, null, now), signals), token);
        if (expected.Count == 0)
        {
            return;
        }

        var evidence = await DiagnoseAsync(expected, token);
        var done = await writer.WriteAsync(
            (connection, transaction) =>
            {
                var commit = new IncidentCommit(connection, transaction, notices, now);
                var decided = IncidentLifecycle.Decide(StateOf(connection, transaction, now), signals);
                foreach (var change in decided)
                {
                    commit.Apply(change, evidence);
                }

                return decided.Count;
            },
            token);
        Announce(done > 0);
    }

    private static LifecycleState StateOf(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction? transaction, DateTimeOffset now) => new(
        IncidentRows.Tracked(connection, now - Memory, transaction),
        DrillTable.EndingSince(connection, now - Memory, transaction),
        now,
        IncidentRows.NextNumber(connection, transaction));

    private async Task<IReadOnlyDictionary<Feed, IReadOnlyList<Evidence>>> DiagnoseAsync(IReadOnlyList<IncidentChange> expected, CancellationToken token)
    {
        var evidence = new Dictionary<Feed, IReadOnlyList<Evidence>>();
        var begun = expected.Select(change => change switch
        {
            Opened opened => opened.Signal,
            Reopened again => again.Signal,
            Fed { IsNew: true } fed => fed.Signal,
            Absorbed absorbed => absorbed.Signal,
            _ => null,
        });
        foreach (var signal in begun.OfType<Signal>().Where(signal => signal.Runs.Count > 0))
        {
            evidence[signal.Feed] = await diagnostician.DiagnoseAsync(signal.Runs[^1].RunId, signal.Feed, token);
        }

        return evidence;
    }

    /// <summary>The shop's own spans may arrive after the probe's root span.</summary>
    private async Task CompleteEvidenceAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        foreach (var due in await reader.ReadAsync(connection => IncidentRows.DiagnosisDue(connection, now), token))
        {
            var evidence = await diagnostician.DiagnoseAsync(due.Run, due.Feed, token);
            var known = await reader.ReadAsync(connection => IncidentRows.EvidenceOf(connection, due.Incident, IncidentCommit.Source(due.Feed)), token);
            if (evidence.Count > 0 && !evidence.Distinct().SequenceEqual(known))
            {
                Announce(await writer.WriteAsync(
                    (connection, transaction) => new IncidentTables(connection, transaction).SetEvidence(due.Incident, IncidentCommit.Source(due.Feed), evidence), token));
            }
        }
    }

    private void Announce(bool changed)
    {
        if (changed)
        {
            changes.Announce();
            outbox.Wake();
        }
    }
}
