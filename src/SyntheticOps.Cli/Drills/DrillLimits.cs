namespace SyntheticOps.Cli.Drills;

/// <summary>How long a drill may take; a drill that is slower has failed.</summary>
internal sealed record DrillLimits(TimeSpan Calm, TimeSpan Detect, TimeSpan Notify, TimeSpan Recover)
{
    public static DrillLimits Default { get; } =
        new(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120));

    /// <summary>Longest time that the shop is broken: detection, notification, evidence, and some seconds for the answers.</summary>
    public TimeSpan Broken => Detect + (2 * Notify) + TimeSpan.FromSeconds(30);
}
