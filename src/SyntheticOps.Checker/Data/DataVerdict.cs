using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data;

/// <summary>What the findings of the rules come to; pure.</summary>
internal static class DataVerdict
{
    /// <summary>Rows are there, but they are wrong, or they could not be restored.</summary>
    private static readonly string[] Wrong =
        ["data-orphans", DuplicatesRule.Code, BackupRule.Code, "backup-small", "restore-failed", "restore-count", "restore-checksum", "restore-table-missing", "restore-dump-missing"];

    /// <summary>The database is slow or soon will be; that is performance, not loss.</summary>
    private static readonly string[] Slow = [SlowQueriesRule.Code, ConnectionsRule.Code];

    public static CheckResult Judge(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            var reason = errors.TrueForAll(finding => Wrong.Contains(finding.Code)) ? Reasons.AssertionFailed : Reasons.DataMissing;
            return CheckResult.Down(reason, Saying.Of(errors[0]), [.. errors, .. findings.Except(errors)]);
        }

        var warnings = findings.Where(finding => finding.Severity == Severity.Warning).ToList();
        return warnings.FirstOrDefault(finding => Slow.Contains(finding.Code)) is { } slow ? CheckResult.Degraded(Reasons.TooSlow, Saying.Of(slow), findings)
            : warnings.Count > 0 ? CheckResult.Degraded(Reasons.Finding, Saying.Of(warnings[0]), findings)
            : CheckResult.Up(findings);
    }
}
