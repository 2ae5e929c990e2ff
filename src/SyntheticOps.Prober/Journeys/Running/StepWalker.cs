using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Does the steps of a run one by one and remembers how they went.</summary>
internal sealed class StepWalker(JourneySession session, Deadline deadline, IStepObserver? observer)
{
    private FilmFrame? _film;
    private readonly List<StepReport> _steps = [];
    private StepRunner? _runner;

    public JourneySession Session { get; } = session;

    public Deadline Deadline { get; } = deadline;

    public IReadOnlyList<StepReport> Steps => _steps;

    /// <summary>What is kept of each step; null keeps no more than pictures.</summary>
    public RunEvidence? Evidence { get; init; }

    private EvidencePolicy Policy => Evidence?.Policy ?? new EvidencePolicy();

    private FilmFrame Film => _film ??= new FilmFrame(Session, Policy);

    /// <summary>For the picture when the run's time is over.</summary>
    public TimeSpan Spare { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Does one step; after a fatal one nothing more is to be done.</summary>
    public async Task<StepReport> DoAsync(JourneyStep step)
    {
        if (observer is not null && !await observer.StartingAsync(step, Deadline.Token))
        {
            _steps.Add(new StepReport(step.Index, step.Name) { Fault = new(Reasons.Aborted, Saying.Of("stopped")) });
            return _steps[^1];
        }

        _runner ??= new StepRunner(Session, Film, Deadline);
        var report = await _runner.RunAsync(step);
        _steps.Add(report);
        await (Evidence?.LookAsync(Deadline) ?? Task.CompletedTask);
        if (report.IsFatal)
        {
            var spare = Deadline.IsOver ? Spare : Policy.PictureTime;
            await Film.FailureAsync(step, new Deadline(Deadline.Clock, Session.IsLost ? TimeSpan.Zero : spare, CancellationToken.None));
        }

        observer?.Ended(report);
        return report;
    }

    /// <summary>What did not work.</summary>
    public IReadOnlyList<StepReport> Failures => [.. _steps.Where(step => step.Fault is not null)];
}
