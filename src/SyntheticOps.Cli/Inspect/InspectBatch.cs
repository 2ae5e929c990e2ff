using SyntheticOps.Cli.Inspect.Reports;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect;

/// <summary>`--input` and `--output`: many targets in, one file out.</summary>
internal static class InspectBatch
{
    public static async Task<int> RunAsync(InspectRequest request, FileInfo input, FileInfo output, int concurrency, CancellationToken token)
    {
        ResultFile.Verify(output, "--output");
        var list = TargetsFile.Read(input, request.Checks);
        if (list.Ignored.Count > 0)
        {
            await Console.Error.WriteLineAsync(Plain.Text($"{input}: members that are not known are ignored: {string.Join(", ", list.Ignored)}"));
        }

        using var inspector = new TargetInspector(request.Hooks, request.Timeout, TimeProvider.System);
        var batch = new Batch(inspector, new BatchProgress(Console.Error, TimeProvider.System));
        var reports = await batch.RunAsync(list.Entries, concurrency, token);
        await ResultFile.WriteAsync(output, () => ResultsDocument.Write(list.Entries, reports), "--output");
        return token.IsCancellationRequested ? Names.ExitCodes.Interrupted
            : request.Outputs.Strict && (list.Entries.Any(entry => entry.Mistake is not null) || reports.Values.Any(IsBad)) ? Names.ExitCodes.Failed
            : Names.ExitCodes.Success;
    }

    /// <summary>What --strict refuses.</summary>
    public static bool IsBad(TargetReport report) => report.HasErrors
        || report.Sections.SelectMany(section => section.Findings).Concat(report.Headers?.Graded ?? []).Any(finding => finding.Severity == Severity.Error);
}
