using System.Data.Common;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data;

/// <summary>Reads the shop's data once, in one read-only transaction. A source that does not answer says nothing about the data.</summary>
internal sealed class DataCheck(DataCheckOptions options, TimeProvider clock) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        try
        {
            var baseline = CountBaseline.Read(options.Baseline);
            var findings = await LookAsync(run, baseline, token);
            baseline.Save();
            return DataVerdict.Judge(findings);
        }
        catch (SourceException e)
        {
            return CheckResult.Unknown(e.Reason, e.Said);
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            return CheckResult.Unknown(Reasons.SourceUnreachable, Saying.Of("data.not-read", Explain(e)));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return CheckResult.Unknown(Reasons.CannotVerify, Saying.Of("data.not-judged", e.Message));
        }
    }

    private async Task<List<Finding>> LookAsync(CheckRun run, CountBaseline baseline, CancellationToken token)
    {
        var findings = new List<Finding>();
        await using var session = await options.Source.OpenAsync(run, token);
        var look = new DataLook(session, baseline, run, clock.GetUtcNow());
        foreach (var rule in options.Rules)
        {
            try
            {
                if (await rule.JudgeAsync(look, token) is { } finding)
                {
                    findings.Add(finding);
                }
            }
            catch (DbException e) when (options.Source.IsMissingTable(e) && rule is CountRule { Table: var table } && baseline.Of(table) is { } most)
            {
                // PostgreSQL takes nothing more in this transaction, and this is enough.
                findings.Add(CountRule.Gone(table, most));
                return findings;
            }
        }

        return findings;
    }

    /// <summary>Drivers put host and database into their messages, never the password.</summary>
    private static Saying Explain(Exception e) => e switch
    {
        OperationCanceledException or TimeoutException => Saying.Of("data.too-long"),
        _ => Saying.Text(e.Message.ReplaceLineEndings(" ")),
    };
}
