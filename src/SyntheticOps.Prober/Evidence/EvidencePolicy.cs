using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Evidence;

/// <summary>When screenshots, DOM, console, network list and trace of a run are kept.</summary>
internal enum Keep
{
    OnFailure,
    Always,
    Never,
}

/// <summary>`evidence: {keep: on-failure, film: true, trace: true}` of a journey.</summary>
/// <param name="Keep">When the large files are kept.</param>
/// <param name="Film">Small pictures of the steps, on every run.</param>
/// <param name="Trace">Whether a trace for Playwright's viewer is recorded.</param>
internal sealed record EvidencePolicy(Keep Keep = Keep.OnFailure, bool Film = true, bool Trace = true)
{
    private static readonly string[] Words = ["on-failure", "always", "never"];

    /// <summary>For the small picture of a step.</summary>
    public TimeSpan FilmTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For the picture of a failed step, when the run has time left.</summary>
    public TimeSpan PictureTime { get; init; } = TimeSpan.FromSeconds(2);

    public bool RecordsTrace => Trace && Keep != Keep.Never;

    public static EvidencePolicy Read(ConfigMap? map) => new(
        (Keep)Math.Max(0, Array.IndexOf(Words, map?.Find("keep")?.AsChoice(Words) ?? Words[0])),
        map?.Find("film")?.AsFlag() ?? true,
        map?.Find("trace")?.AsFlag() ?? true);

    /// <summary>Whether a run that ended like this keeps them.</summary>
    public bool Keeps(bool failed) => Keep == Keep.Always || (Keep == Keep.OnFailure && failed);
}
