using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>What to do about a finding, in one line of English; empty where nothing is to do.</summary>
internal static class Advice
{
    /// <summary>Of the headers check and of security.txt: args are seen, why, header and value.</summary>
    public static string OfObservation(Finding finding) => finding.Args is [_, _, { Length: > 0 } header, var value] ? $"{header}: {value}" : finding.Args[^1];

    public static string OfCode(Finding finding) => FindingWords.Advice(finding.Code, FindingWords.English) ?? "";
}
