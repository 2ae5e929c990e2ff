using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>Compares the inventory of a run with the approved one and adds what differs to the verdict. The site is not down for it, but degraded.</summary>
internal sealed class IntegrityCheck(IntegrityOptions options, CheckRun run)
{
    public async Task<CheckResult> JudgeAsync(CheckResult result, IReadOnlyDictionary<string, PageInventory> seen, CancellationToken token)
    {
        if (seen.Count == 0)
        {
            return result.Outcome is Outcome.Up or Outcome.Degraded ? Unseen(result, options.Pages) : result;
        }

        var now = new IntegrityBaseline(new SortedDictionary<string, PageInventory>(seen.ToDictionary(), StringComparer.Ordinal));
        await run.Artifacts.AddAsync("integrity.json", "application/json", now.ToJson(), token);
        var complete = result.Outcome is Outcome.Up or Outcome.Degraded;
        var missing = options.Pages.Except(seen.Keys).ToList();
        try
        {
            if (IntegrityBaseline.Read(options.Baseline) is { } approved)
            {
                result = With(result, [.. approved.Drift(seen, complete)]);
            }
            else if (complete && missing.Count == 0)
            {
                now.Write(options.Baseline);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Unknown(Reasons.CannotVerify, Saying.Of("baseline.pages", e.Message), result.Findings);
        }

        return complete && missing.Count > 0 ? Unseen(result, missing) : result;
    }

    private static CheckResult With(CheckResult result, IReadOnlyList<Finding> drift)
    {
        var worst = drift.Where(finding => finding.Severity != Severity.Info).MaxBy(finding => finding.Severity);
        return worst is null || result.Outcome != Outcome.Up
            ? result with { Findings = [.. drift, .. result.Findings] }
            : Drifted(worst, [.. drift, .. result.Findings]) with { Attributes = result.Attributes, Maintenance = result.Maintenance };
    }

    /// <summary>What it is about; the hashes stand in the finding.</summary>
    private static CheckResult Drifted(Finding worst, IReadOnlyList<Finding> findings)
    {
        var page = worst.Args[0];
        var what = worst.Subject == PageDrift.InlineOn(page) ? Saying.Of("inline-script") : Saying.Text(worst.Subject);
        var said = Saying.Of("sentence", Saying.Of(worst.Code.EndsWith("-added", StringComparison.Ordinal) ? "not-approved" : "not-as-approved", what, page));
        return CheckResult.Degraded(Reasons.Finding, said, findings);
    }

    /// <summary>A page that no journey comes by any more would be unwatched in silence.</summary>
    private static CheckResult Unseen(CheckResult result, IReadOnlyList<string> pages) => result with
    {
        Findings = [.. result.Findings, .. pages.Select(page =>
            Saying.Of("sentence", Saying.Of("page-unseen", page)).Finding("page-unseen", Severity.Warning, page))],
    };
}
