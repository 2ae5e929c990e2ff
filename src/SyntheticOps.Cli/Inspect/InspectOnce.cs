using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Inspect.Reports;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Inspect;

/// <summary>Inspects one site and says what was found, on the terminal and in the files that were asked for.</summary>
internal static class InspectOnce
{
    public static async Task<int> RunAsync(InspectRequest request, Uri url, CancellationToken token)
    {
        var outputs = request.Outputs;
        ResultFile.Verify(outputs.Json);
        ResultFile.Verify(outputs.Html, "--html");
        ResultFile.Verify(outputs.Sarif, "--sarif");
        using var inspector = new TargetInspector(request.Hooks, request.Timeout, TimeProvider.System);
        var report = await inspector.InspectAsync(TargetOf(url, request.Checks), token);
        InspectScreen.Write(Screen.Out, report, outputs.Form);
        await ResultFile.WriteAsync(outputs.Html, () => new HtmlReport(report, FindingWords.Language(outputs.Language), TimeProvider.System.GetUtcNow()).Write(), "--html");
        await ResultFile.WriteAsync(outputs.Sarif, () => SarifReport.Write(report), "--sarif");
        await ResultFile.WriteAsync(outputs.Json, () => ResultsDocument.Write([new(report.Target.Id, report.Target, null)], new Dictionary<string, TargetReport> { [report.Target.Id] = report }));
        return ExitOf(report, outputs.Strict);
    }

    /// <summary>DNS has nothing to say of an address or of a name of this machine alone.</summary>
    public static Target TargetOf(Uri url, IReadOnlyList<string> checks)
    {
        var isNamed = url.HostNameType == UriHostNameType.Dns && url.IdnHost.Contains('.', StringComparison.Ordinal);
        return new() { Id = url.AbsoluteUri, Host = url.IdnHost, Url = url, Checks = [.. checks.Where(check => check != Target.Dns || isNamed)] };
    }

    private static int ExitOf(TargetReport report, bool strict)
    {
        var isUnreachable = report.Headers is { Error: not null } || (report.Headers is null && report.Sections.All(section => section.Error is not null));
        return isUnreachable || (strict && InspectBatch.IsBad(report)) ? Names.ExitCodes.Failed : Names.ExitCodes.Success;
    }
}
