using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;
using Aspire.Hosting.Running;
using Aspire.Hosting.Starting;

namespace Aspire.Hosting;

/// <summary>The application that AppHost.cs describes: starts its resources, watches them and stops them.</summary>
public sealed class DistributedApplication
{
    private readonly AppHostContext _context;
    private readonly IReadOnlyList<ProjectResource> _projects;

    internal DistributedApplication(AppHostContext context, IReadOnlyList<ProjectResource> projects) => (_context, _projects) = (context, projects);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(AppHostContext.Create(args));

    /// <summary>Runs until Ctrl-C or SIGTERM. The process exits 0 after that, 2 if something kept it from starting, 1 if every resource died.</summary>
    public void Run() => Environment.ExitCode = RunUntilSignalAsync().GetAwaiter().GetResult();

    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(CancellationToken stopping, CancellationToken killNow)
    {
        var log = new LogWriter(_context.Output, _context.Colour, _projects.Select(project => project.Name));
        if (await Preflight.ProblemsAsync(_projects, _context, stopping) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                log.Write(LogWriter.Own, problem);
            }

            return ExitCodes.CannotStart;
        }

        return await new Orchestrator(_projects, _context, log).RunAsync(stopping, killNow);
    }

    private async Task<int> RunUntilSignalAsync()
    {
        using var signals = new StopSignals();
        return await RunAsync(signals.Stop, signals.Kill);
    }
}
