namespace SyntheticOps.Cli.Chaos;

/// <summary>One hard test that is too long for a build: it does its worst to parts of ours on this machine and measures. One file, one line in <see cref="ChaosCatalogue"/>.</summary>
internal abstract class ChaosScenario
{
    /// <summary>Kebab-case: the word on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The rows of the reliability targets that it proves.</summary>
    public abstract IReadOnlyList<string> Rows { get; }

    /// <summary>English, one clause.</summary>
    public abstract string Description { get; }

    /// <summary>Longest time at full counts; the scenario is then ended and counts as not passed.</summary>
    public abstract TimeSpan Limit { get; }

    /// <summary>Does it and notes figures. It leaves no process, port or folder behind, also when it is cancelled.</summary>
    public abstract Task RunAsync(ChaosRun run, CancellationToken token);
}
