namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Watches a run step by step: for a person who develops a journey.</summary>
internal interface IStepObserver
{
    /// <summary>A step is about to begin; it waits for the answer, and false ends the run.</summary>
    Task<bool> StartingAsync(JourneyStep step, CancellationToken token);

    void Ended(StepReport report);
}
