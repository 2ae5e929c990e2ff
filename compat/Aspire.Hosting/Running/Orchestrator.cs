using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;
using Aspire.Hosting.Starting;

namespace Aspire.Hosting.Running;

/// <summary>Runs all resources until it is told to stop, and leaves no process behind.</summary>
internal sealed class Orchestrator(IReadOnlyList<ProjectResource> projects, AppHostContext context, LogWriter log, ResourceNotificationService notifications)
{
    /// <summary>How long the next resource waits for the one before it.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(1.5);

    private readonly ProcessMark _mark = new();

    /// <returns>0 when stopped from outside, 1 when every resource has exited.</returns>
    public async Task<int> RunAsync(CancellationToken stopping, CancellationToken killNow)
    {
        using var health = new HealthPoller();
        var runs = await CreateAsync(health, stopping);
        var lives = runs.Select(run => run.RunAsync([.. runs.Where(other => run.Project.Waits.Contains(other.Project))], stopping)).ToList();
        await Task.WhenAll(lives);
        var died = !stopping.IsCancellationRequested;
        log.Write(LogWriter.Own, died ? "No resource runs any more." : "Stopping.");
        await StopAsync(runs, killNow);
        foreach (var run in runs)
        {
            run.Process?.Dispose();
        }

        return died ? ExitCodes.EverythingDied : ExitCodes.Stopped;
    }

    private async Task<IReadOnlyList<ResourceRun>> CreateAsync(HealthPoller health, CancellationToken token)
    {
        var statuses = new List<ResourceStatus>();
        foreach (var project in projects)
        {
            statuses.Add(await ResourceStatus.OfAsync(project, token));
        }

        var board = new Board(statuses, log, notifications);
        var runs = new List<ResourceRun>();
        foreach (var project in projects)
        {
            var environment = await EnvironmentPlan.ComputeAsync(project, context, Environment.GetEnvironmentVariables(), token);
            environment[ProcessMark.Variable] = _mark.Value;
            runs.Add(new ResourceRun(project, environment, board, log, health, context.Clock));
        }

        return runs;
    }

    private async Task StopAsync(IReadOnlyList<ResourceRun> runs, CancellationToken killNow)
    {
        var clock = context.Clock;
        var deadline = Task.Delay(context.StopWithin, clock, killNow);
        var started = runs.Where(run => run.Process is not null).Select(run => (run.Project.Name, Process: run.Process!)).ToList();
        // Against the order of AppHost.cs: the collector, first there, goes last and takes the last telemetry of the others.
        foreach (var (_, process) in Enumerable.Reverse(started))
        {
            process.Terminate();
            await Task.WhenAny(process.Exited, Task.Delay(HeadStart, clock, killNow), deadline);
        }

        var allExited = Task.WhenAll(started.Select(resource => resource.Process.Exited));
        await Task.WhenAny(allExited, deadline);
        foreach (var (name, process) in started.Where(resource => !resource.Process.Exited.IsCompleted))
        {
            log.Write(LogWriter.Own, $"{name} did not stop in time and is killed.");
            process.KillTree();
        }

        await Task.WhenAny(allExited, Task.Delay(HeadStart, clock, CancellationToken.None));
        if (_mark.KillRest() is > 0 and var rest)
        {
            log.Write(LogWriter.Own, $"{rest} left-over {(rest == 1 ? "process was" : "processes were")} killed.");
        }
    }
}
