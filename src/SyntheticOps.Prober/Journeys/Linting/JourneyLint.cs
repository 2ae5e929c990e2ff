namespace SyntheticOps.Prober.Journeys.Linting;

/// <summary>Warns of journeys that see too little or break too easily. Pure. A rule: one method and one line.</summary>
internal static class JourneyLint
{
    private static readonly Func<Journey, IEnumerable<LintWarning>>[] Rules =
    [
        LintRules.NothingExpected,
        LintRules.PageTakenOnTrust,
        LintRules.HardWait,
        LintRules.NoFinally,
        LintRules.NoBudget,
        LintRules.SecretInClear,
        LintRules.FragileSelector,
        LintRules.FinallyNeedsSuccess,
    ];

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<LintWarning> Judge(Journey journey) => [.. Rules
        .SelectMany(rule => rule(journey))
        .OrderBy(warning => warning.Place?.Line ?? 0)
        .ThenBy(warning => warning.Place?.Column ?? 0)];
}
