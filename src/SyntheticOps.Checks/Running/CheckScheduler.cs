using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Checks.Running;

/// <summary>Runs every check of this location and these types at its interval: never twice at once, never more than so many together.</summary>
internal sealed class CheckScheduler(
    CheckRunner runner,
    SyntheticsConfiguration configuration,
    RunnerSettings settings,
    SchedulerSettings limits,
    TimeProvider clock,
    ILogger<CheckScheduler> logger) : BackgroundService, IBeforeStart
{
    private readonly SemaphoreSlim _slots = new(limits.Concurrency);
    private long _origin;

    /// <summary>The checks that this process watches.</summary>
    public IReadOnlyList<CheckDefinition> Watched { get; } = [.. configuration.Checks.Values
        .Where(check => configuration.Runnable.ContainsKey(check.Name)
            && configuration.Sites[check.Site].Locations.Contains(settings.Location))];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Verify();
        _origin = clock.GetTimestamp();
        logger.Watching(Watched.Count, settings.Location);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>The location must be one that watches something.</summary>
    public void Verify()
    {
        if (!configuration.Sites.Values.Any(site => site.Locations.Contains(settings.Location)))
        {
            var known = configuration.Sites.Values.SelectMany(site => site.Locations).Distinct();
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"{Names.Env.Location}={settings.Location}: no site of {configuration.Path} lists this location (it lists {string.Join(", ", known)}).");
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Watched.Select(check => WatchAsync(check, stoppingToken)));

    private async Task WatchAsync(CheckDefinition check, CancellationToken token)
    {
        var turn = Turn.First(check, Random.Shared.NextDouble());
        while (!token.IsCancellationRequested)
        {
            try
            {
                turn = await TakeAsync(check, turn, token);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                logger.LoopFailed(e, check.Name);
                turn = turn with { Due = clock.GetElapsedTime(_origin) + check.Every };
            }
        }
    }

    private async Task<Turn> TakeAsync(CheckDefinition check, Turn turn, CancellationToken token)
    {
        var wait = turn.Due - clock.GetElapsedTime(_origin);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, token);
        }

        await _slots.WaitAsync(token);
        try
        {
            var report = await runner.RunAsync(check, turn.Trigger, turn.Attempt, turn.Earlier, token);
            return turn.Next(check, report.Result.Outcome, report.RunId, clock.GetElapsedTime(_origin));
        }
        finally
        {
            _slots.Release();
        }
    }
}
