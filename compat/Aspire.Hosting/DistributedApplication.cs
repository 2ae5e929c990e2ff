using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;
using Aspire.Hosting.Running;
using Aspire.Hosting.Starting;

namespace Aspire.Hosting;

/// <summary>The application that AppHost.cs describes: starts its resources, watches them and stops them.</summary>
public sealed class DistributedApplication
{
    internal DistributedApplication(AppHostContext context, IReadOnlyList<ProjectResource> projects) => (Context, Projects) = (context, projects);

    internal AppHostContext Context { get; }

    internal IReadOnlyList<ProjectResource> Projects { get; }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(AppHostContext.Create(args));

    /// <summary>Runs until Ctrl-C or SIGTERM. The process exits 0 after that, 2 if something kept it from starting, 1 if every resource died.</summary>
    public void Run() => Environment.ExitCode = RunUntilSignalAsync().GetAwaiter().GetResult();

    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(CancellationToken stopping, CancellationToken killNow)
    {
        var log = new LogWriter(Context.Output, Context.Colour, Projects.Select(project => project.Name));
        if (await Preflight.ProblemsAsync(Projects, Context, stopping) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                log.Write(LogWriter.Own, problem);
            }

            return ExitCodes.CannotStart;
        }

        return await new Orchestrator(Projects, Context, log).RunAsync(stopping, killNow);
    }

    private async Task<int> RunUntilSignalAsync()
    {
        using var signals = new StopSignals();
        return await RunAsync(signals.Stop, signals.Kill);
    }
}
