namespace SyntheticOps.Checks.Running;

/// <summary>Is told of every finished run in this process. Called on the run's thread: be quick.</summary>
public interface IRunObserver
{
    void RunFinished(RunReport report);
}
