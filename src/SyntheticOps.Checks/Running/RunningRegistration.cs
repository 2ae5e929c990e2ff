using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Checks.Running;

/// <summary>Registers what runs checks: the runner for all, the scheduler for services.</summary>
public static class RunningRegistration
{
    /// <summary>
    /// <see cref="CheckRunner"/> and <see cref="CheckBatch"/>. Results go through a spool below the data folder to the OTLP
    /// endpoint; without OTEL_EXPORTER_OTLP_ENDPOINT they stay local and no folder is used. Register a
    /// <see cref="RunnerSettings"/> before to choose location or artifact folder yourself.
    /// </summary>
    /// <param name="service">Name of the data folder and, without OTEL_SERVICE_NAME, of the service.</param>
    public static TBuilder AddCheckRunner<TBuilder>(this TBuilder builder, string service)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => RunnerSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => new ProbeDialer(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DataFolderSlot(
            OtlpTarget.From(provider.GetRequiredService<IConfiguration>()) is null
                ? null
                : DataFolder.Open(provider.GetRequiredService<IConfiguration>(), service)));
        services.AddSingleton(provider => Spool(provider));
        services.AddSingleton(provider => new UnfinishedRuns(provider.GetRequiredService<DataFolderSlot>().Folder?.Folder("running")));
        services.AddSingleton(provider => new RunTelemetry(
            service,
            provider.GetRequiredService<RunnerSettings>(),
            provider.GetRequiredService<SpoolSlot>().Spool,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RunMetrics>();
        services.AddSingleton(provider => new CheckRunner(
            provider.GetRequiredService<SyntheticsConfiguration>(),
            provider.GetRequiredService<RunnerSettings>(),
            provider.GetRequiredService<RunTelemetry>(),
            provider.GetRequiredService<RunMetrics>(),
            Redactor(provider),
            provider.GetRequiredService<UnfinishedRuns>(),
            provider.GetRequiredService<SpoolSlot>(),
            provider.GetServices<IRunObserver>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CheckRunner>>()));
        services.AddSingleton(provider => new CheckBatch(
            provider.GetRequiredService<SyntheticsConfiguration>(),
            provider.GetRequiredService<CheckRunner>(),
            provider.GetRequiredService<SpoolSlot>()));
        return builder;
    }

    /// <summary>Runs the checks of this location at their intervals, sends the results, and tells unfinished runs of an earlier process.</summary>
    /// <param name="concurrency">Runs at once, 1 or more.</param>
    public static TBuilder AddCheckScheduler<TBuilder>(this TBuilder builder, int concurrency)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddSingleton(new SchedulerSettings(concurrency));
        services.AddHostedService<UnfinishedRunsAtStart>();
        services.AddHostedService<GapReporter>();
        services.AddHostedService(provider => new SenderHost(provider.GetRequiredService<SpoolSlot>().Sender));
        services.AddSingleton<CheckScheduler>();
        services.AddSingleton<IBeforeStart>(provider => provider.GetRequiredService<CheckScheduler>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckScheduler>());
        services.AddHealthChecks().AddCheck<DeliveryHealth>("delivery");

        // An operator who keeps only stderr still reads that results cannot be kept.
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Error);
        var location = RunnerSettings.From(builder.Configuration).Location;
        services.AddOpenTelemetry().ConfigureResource(resource => RunTelemetry.Describe(resource, location));
        return builder;
    }

    /// <summary>Knows every secret of the configuration and of this process.</summary>
    private static Redactor Redactor(IServiceProvider provider) => new(
    [
        .. provider.GetRequiredService<SyntheticsConfiguration>().Secrets,
        .. provider.GetRequiredService<RunnerSettings>().ProbeKey is { } key ? [key] : Array.Empty<string>(),
        .. OtlpTarget.From(provider.GetRequiredService<IConfiguration>())?.Headers.Select(header => header.Value.Split(' ')[^1]) ?? [],
    ]);

    private static SpoolSlot Spool(IServiceProvider provider)
    {
        if (provider.GetRequiredService<DataFolderSlot>().Folder is not { } data)
        {
            return new SpoolSlot(null, null);
        }

        var clock = provider.GetRequiredService<TimeProvider>();
        var spool = new Spool(data.Folder("spool"), clock, provider.GetRequiredService<ILogger<Spool>>());
        var target = OtlpTarget.From(provider.GetRequiredService<IConfiguration>())!;
        return new SpoolSlot(spool, new SpoolSender(spool, target, clock, provider.GetRequiredService<ILogger<SpoolSender>>()));
    }

    /// <summary>Starts and stops the sender with the host.</summary>
    private sealed class SenderHost(SpoolSender? sender) : IHostedService
    {
        private static readonly TimeSpan LastSending = TimeSpan.FromSeconds(2);

        public Task StartAsync(CancellationToken cancellationToken) => sender?.StartAsync(cancellationToken) ?? Task.CompletedTask;

        /// <summary>The scheduler has stopped before; its last results leave with us when the receiver is there.</summary>
        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (sender is not null)
            {
                await sender.StopAsync(cancellationToken);
                await sender.FlushAsync(LastSending, cancellationToken);
            }
        }
    }
}
