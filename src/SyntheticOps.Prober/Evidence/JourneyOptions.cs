using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Evidence.Integrity;

namespace SyntheticOps.Prober.Evidence;

/// <summary>What stands beside `journey:` in a check and says what is looked at and kept.</summary>
internal sealed record JourneyOptions
{
    public EvidencePolicy Evidence { get; init; } = new();

    public JourneyLimits Limits { get; init; } = JourneyLimits.None;

    public AllowList Allow { get; init; } = AllowList.None;

    /// <summary>Pages whose scripts are approved; null looks at none.</summary>
    public IntegrityOptions? Integrity { get; init; }

    public static JourneyOptions Read(ConfigMap entry) => new()
    {
        Evidence = EvidencePolicy.Read(entry.Find("evidence")?.AsMap()),
        Limits = JourneyLimits.Read(entry.Find("budget")?.AsMap()),
        Integrity = IntegrityOptions.Read(entry.Find("integrity")?.AsMap()),
        Allow = AllowList.Read(entry.Find("allow")?.AsMap()),
    };
}
