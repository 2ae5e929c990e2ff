using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;
using SyntheticOps.Checker;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Output;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Cli.Runs;

/// <summary>A host with every check type of ours, without a schedule.</summary>
internal sealed class CheckHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CheckHost(IHost host, IReadOnlySet<string> chosen) => (_host, Chosen) = (host, chosen);

    public CheckBatch Batch => _host.Services.GetRequiredService<CheckBatch>();

    public SyntheticsConfiguration Configuration => _host.Services.GetRequiredService<SyntheticsConfiguration>();

    /// <summary>Names of the checks to run.</summary>
    public IReadOnlySet<string> Chosen { get; }

    public static async Task<CheckHost> StartAsync(RunRequest request, IAnsiConsole screen, CancellationToken token)
    {
        var host = Build(request, screen);
        try
        {
            await host.StartAsync(token);
            var chosen = Choose(request, host.Services.GetRequiredService<SyntheticsConfiguration>());
            _ = host.Services.GetRequiredService<CheckBatch>();
            return new CheckHost(host, chosen);
        }
        catch (StartupException e) when (e.ExitCode == Names.ExitCodes.DataFolderTaken)
        {
            // For services that is 3; from synops, 3 would say that the checks have run.
            await DisposeAsync(host);
            throw new CliException(Names.ExitCodes.Configuration, e.Message);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static IHost Build(RunRequest request, IAnsiConsole screen)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "synops" });
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        builder.Configuration.AddInMemoryCollection(ConnectionFile.FindVariables(environment, request.Config));
        builder.Configuration.AddEnvironmentVariables();
        if (request.Config is { } config)
        {
            builder.Configuration.AddInMemoryCollection([new(Names.Env.Config, config.FullName)]);
        }

        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // what stops the start is said once, by us
            .AddConsoleFormatter<PlainLog, ConsoleFormatterOptions>()
            .AddConsole(console => (console.FormatterName, console.LogToStandardErrorThreshold) = (PlainLog.FormatterName, LogLevel.Trace));
        builder.AddSynthetics();
        builder.Services.AddCheckerTypes().AddBrowser().AddCheckType<JourneyCheckType>();
        builder.Services.AddSingleton<IRunObserver>(new RunTable(screen));
        builder.Services.AddSingleton(RunnerSettings.From(builder.Configuration) with { ArtifactFolder = request.Artifacts?.FullName });
        builder.AddCheckRunner("synops");
        return builder.Build();
    }

    private static HashSet<string> Choose(RunRequest request, SyntheticsConfiguration configuration)
    {
        var unknown = request.Only.Where(name => !configuration.Checks.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new CliException(
                Names.ExitCodes.Configuration,
                $"{configuration.Path} has no check {string.Join(", ", unknown)}; it has {string.Join(", ", configuration.Checks.Keys)}.");
        }

        var passive = request.Only.Where(name => configuration.Checks[name].Heartbeat is not null).ToList();
        if (passive.Count > 0)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{string.Join(", ", passive)}: a job reports a heartbeat to the collector, so there is nothing to run.");
        }

        var chosen = request.Only.Count == 0 ? configuration.Runnable.Keys.ToHashSet() : request.Only.ToHashSet();
        return chosen.Count > 0
            ? chosen
            : throw new CliException(Names.ExitCodes.Configuration, $"{configuration.Path} has no checks, so nothing can be said about the site.");
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();
}
