using System.ComponentModel;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>The life of one resource: waits, starts, is asked for its health, exits.</summary>
internal sealed class ResourceRun(
    ProjectResource project, IReadOnlyDictionary<string, string> environment, Board board, LogWriter log, HealthPoller health, TimeProvider clock)
{
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProjectResource Project => project;

    /// <summary>The process, once started.</summary>
    public ChildProcess? Process { get; private set; }

    /// <summary>Completes when the resource is healthy for the first time.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Completes when the resource will not run again.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Returns when the process has exited or <paramref name="stopping"/> ends the watch; does not stop the process.</summary>
    public async Task RunAsync(IReadOnlyList<ResourceRun> dependencies, CancellationToken stopping)
    {
        try
        {
            if (!await WaitForAsync(dependencies, stopping))
            {
                return;
            }

            stopping.ThrowIfCancellationRequested();
            board.Set(project.Name, ResourceState.Starting);
            Process = ChildProcess.Start(project.Command, project.Folder, environment, line => log.Write(project.Name, line));
            await WatchAsync(Process, stopping);
        }
        catch (Win32Exception e)
        {
            board.Set(project.Name, ResourceState.Failed, e.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The orchestrator stops the process.
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async Task<bool> WaitForAsync(IReadOnlyList<ResourceRun> dependencies, CancellationToken stopping)
    {
        if (dependencies.Count > 0)
        {
            board.Set(project.Name, ResourceState.Waiting, $"for {string.Join(", ", dependencies.Select(run => run.Project.Name))}");
        }

        foreach (var dependency in dependencies)
        {
            await Task.WhenAny(dependency.Healthy, dependency.Ended).WaitAsync(stopping);
            if (!dependency.Healthy.IsCompleted)
            {
                board.Set(project.Name, ResourceState.Failed, $"{dependency.Project.Name}, which it waits for, ended before it was healthy");
                return false;
            }
        }

        return true;
    }

    private async Task WatchAsync(ChildProcess process, CancellationToken stopping)
    {
        var start = clock.GetTimestamp();
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var polling = PollAsync(life.Token);
        int code;
        try
        {
            code = await process.Exited.WaitAsync(stopping);
        }
        finally
        {
            await life.CancelAsync();
            await polling;
        }

        await process.DrainAsync(TimeSpan.FromSeconds(1), clock, stopping);
        ReportExit(process, code, clock.GetElapsedTime(start));
    }

    private async Task PollAsync(CancellationToken token)
    {
        try
        {
            var (start, failures, told) = (clock.GetTimestamp(), 0, false);
            while (true)
            {
                var heard = await health.AskAsync(project.HealthChecks, token);
                failures = heard is null ? 0 : failures + 1;
                if (heard is null)
                {
                    board.Set(project.Name, ResourceState.Healthy);
                    _healthy.TrySetResult();
                }
                else if (_healthy.Task.IsCompleted && failures > 1)
                {
                    board.Set(project.Name, ResourceState.Unhealthy, heard);
                }
                else if (!_healthy.Task.IsCompleted && !told && clock.GetElapsedTime(start) > PatienceAtStart)
                {
                    told = true;
                    board.Set(project.Name, ResourceState.Starting, heard);
                }

                await Task.Delay(heard is null ? WhileHealthy : WhileUnhealthy, clock, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Exited or stopping.
        }
    }

    private void ReportExit(ChildProcess process, int code, TimeSpan after)
    {
        // 128 + n is how a shell, and .NET, tells that signal n ended the process.
        var how = code > 128 && !OperatingSystem.IsWindows() ? $"{code} (signal {code - 128})" : $"{code}";
        foreach (var line in process.LastLines.Prepend($"{project.Name} exited with code {how}. Its last lines:"))
        {
            log.Write(LogWriter.Own, line);
        }

        board.Set(project.Name, ResourceState.Exited, string.Create(CultureInfo.InvariantCulture, $"exited with code {how} after {after.TotalSeconds:0.0} s"), code);
    }
}
