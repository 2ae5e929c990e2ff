namespace SyntheticOps.Prober.Journeys.Coded;

/// <summary>Leads out of a journey's code after a step that failed; the step has said why.</summary>
internal sealed class StepFailedException() : Exception("The step failed, and the journey ends here.");
