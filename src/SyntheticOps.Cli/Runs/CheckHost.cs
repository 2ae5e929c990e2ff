using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checker;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Runs;

/// <summary>A host with every check type of ours, without a schedule.</summary>
internal sealed class CheckHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CheckHost(IHost host) => _host = host;

    public CheckBatch Batch => _host.Services.GetRequiredService<CheckBatch>();

    public static async Task<CheckHost> StartAsync(RunRequest request, CancellationToken token)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "synops" });
        builder.Configuration.AddEnvironmentVariables();
        if (request.Config is { } config)
        {
            builder.Configuration.AddInMemoryCollection([new(Names.Env.Config, config.FullName)]);
        }

        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.AddSynthetics();
        builder.Services.AddCheckerTypes().AddBrowser().AddCheckType<JourneyCheckType>();
        builder.Services.AddSingleton<IRunObserver, RunTable>();
        builder.Services.AddSingleton(RunnerSettings.From(builder.Configuration) with { ArtifactFolder = request.Artifacts?.FullName });
        builder.AddCheckRunner("synops");
        var host = builder.Build();
        await host.StartAsync(token);
        RefuseUnknown(request, host.Services.GetRequiredService<SyntheticsConfiguration>());
        return new CheckHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void RefuseUnknown(RunRequest request, SyntheticsConfiguration configuration)
    {
        var unknown = request.Only.Where(name => !configuration.Checks.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new CliException(
                Names.ExitCodes.Configuration,
                $"{configuration.Path} has no check {string.Join(", ", unknown)}; it has {string.Join(", ", configuration.Checks.Keys)}.");
        }
    }
}
