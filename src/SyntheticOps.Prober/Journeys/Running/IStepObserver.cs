namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Watches a run step by step: for a person who develops a journey.</summary>
internal interface IStepObserver
{
    /// <summary>A step is about to begin; it waits for the answer.</summary>
    Task StartingAsync(JourneyStep step, CancellationToken token);

    void Ended(StepReport report);
}
