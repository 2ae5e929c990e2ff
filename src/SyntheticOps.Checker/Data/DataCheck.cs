using System.Data.Common;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data;

/// <summary>Reads the shop's data once, in one read-only transaction. A source that does not answer says nothing about the data.</summary>
internal sealed class DataCheck(DataCheckOptions options, TimeProvider clock) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        CountBaseline baseline;
        try
        {
            baseline = CountBaseline.Read(options.Baseline);
            var findings = await LookAsync(run, baseline, token);
            baseline.Save();
            return Judge(findings);
        }
        catch (Exception e) when (e is DbException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            return CheckResult.Unknown(Reasons.SourceUnreachable, $"The data could not be read: {Explain(e)}");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return CheckResult.Unknown(Reasons.CannotVerify, $"The data could not be judged: {e.Message}");
        }
    }

    internal static CheckResult Judge(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
        {
            return findings.Count == 0 ? CheckResult.Up() : CheckResult.Degraded(Reasons.Finding, findings[0].Text, findings);
        }

        var reason = errors.TrueForAll(finding => finding.Code == "data-orphans") ? Reasons.AssertionFailed : Reasons.DataMissing;
        return CheckResult.Down(reason, errors[0].Text, [.. errors, .. findings.Except(errors)]);
    }

    private async Task<List<Finding>> LookAsync(CheckRun run, CountBaseline baseline, CancellationToken token)
    {
        var findings = new List<Finding>();
        await using var session = await options.Source.OpenAsync(run.Definition.Timeout, token);
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
    private static string Explain(Exception e) => e switch
    {
        OperationCanceledException or TimeoutException => "it took too long.",
        _ => e.Message.ReplaceLineEndings(" "),
    };
}
