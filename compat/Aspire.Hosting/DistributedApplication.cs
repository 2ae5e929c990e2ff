using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;
using Aspire.Hosting.Running;
using Aspire.Hosting.Starting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting;

/// <summary>The application that AppHost.cs describes: starts its resources, watches them and stops them.</summary>
public sealed class DistributedApplication
{
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    internal DistributedApplication(AppHostContext context, IReadOnlyList<ProjectResource> projects)
    {
        (Context, Projects) = (context, projects);
        Services = new ServiceCollection().AddSingleton<IHostApplicationLifetime>(_lifetime).BuildServiceProvider();
    }

    /// <summary>Has one service: IHostApplicationLifetime, which tells when everything stops.</summary>
    public IServiceProvider Services { get; }

    public ResourceNotificationService ResourceNotifications { get; } = new();

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

        return await new Orchestrator(Projects, Context, log, ResourceNotifications).RunAsync(stopping, killNow);
    }

    private async Task<int> RunUntilSignalAsync()
    {
        using var signals = new StopSignals();
        using var stop = signals.Stop.Register(_lifetime.StopApplication);
        return await RunAsync(_lifetime.ApplicationStopping, signals.Kill);
    }
}
