using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>How a run bears on a finding: a run that could not look says nothing about it.</summary>
internal static class FindingVerdicts
{
    public static Verdict Of(RunRecord run, Func<RunRecord, bool> has)
    {
        if (has(run))
        {
            return Confirming.IsAnnounced(run) ? Verdict.Neutral : Verdict.Bad;
        }

        var couldNotLook = run.Outcome == Outcome.Unknown || (run.Outcome == Outcome.Down && run.Findings.Count == 0);
        return couldNotLook ? Verdict.Neutral : Verdict.Good;
    }
}
