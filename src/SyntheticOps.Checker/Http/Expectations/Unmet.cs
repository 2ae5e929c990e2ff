using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>Makes the findings of expectations that are not met; their arguments are what was expected and what was seen.</summary>
internal static class Unmet
{
    private const int MaximumShown = 100;

    public static Finding Finding(string code, string subject, string expected, string seen, string text) =>
        new(code, Severity.Error, FindingKind.State, subject, [Short(expected), Short(seen)], text);

    /// <summary>A value as a message may show it.</summary>
    public static string Short(string value) =>
        value.Length <= MaximumShown ? value : string.Concat(value.AsSpan(0, MaximumShown), "…");
}
