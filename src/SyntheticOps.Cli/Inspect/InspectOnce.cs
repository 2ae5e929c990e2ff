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
        ResultFile.Verify(request.Outputs.Json);
        using var inspector = new TargetInspector(request.Hooks, request.Timeout, TimeProvider.System);
        var report = await inspector.InspectAsync(TargetOf(url, request.Checks), token);
        InspectScreen.Write(Screen.Out, report, request.Outputs.Form);
        await ResultFile.WriteAsync(request.Outputs.Json, () => ResultsDocument.Write([new(report.Target.Id, report.Target, null)], new Dictionary<string, TargetReport> { [report.Target.Id] = report }));
        return ExitOf(report, request.Outputs.Strict);
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
