namespace SyntheticOps.Journeys;

/// <summary>A journey in code. One public class with a constructor without parameters; each run makes one of its own.</summary>
public interface IJourney
{
    /// <summary>What a customer does, in steps. What happens outside of a step is in no span.</summary>
    Task RunAsync(IJourneyRun run, CancellationToken token);

    /// <summary>Cleans up, also after a failure or the deadline; what does not work here is a finding, never a verdict.</summary>
    Task FinallyAsync(IJourneyRun run, CancellationToken token) => Task.CompletedTask;
}
