namespace SyntheticOps.Prober.Journeys.Linting;

/// <summary>Something that a journey does and had better not.</summary>
/// <param name="Place">Null when it is about the journey as a whole.</param>
internal sealed record LintWarning(Place? Place, string Text);
