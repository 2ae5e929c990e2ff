using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.ServiceDefaults;

/// <summary>What every service of ours has: telemetry, health, listeners.</summary>
public static class Extensions
{
    private const string LiveTag = "live";

    private static readonly string[] QuietCategories = ["Microsoft.AspNetCore", "System.Net.Http", "Yarp"];

    /// <summary>Telemetry and health. HTTP clients get no retry: a client that may retry takes a pipeline of its own (<see cref="Retry"/>).</summary>
    /// <param name="builder">The host's.</param>
    /// <param name="exportOtlp">False for the collector: it stores its own telemetry and forwards it like everybody's.</param>
    /// <param name="onlyWhenExported">True for the gateway: without an OTLP endpoint nothing is recorded, so that no request pays for it.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, bool exportOtlp = true, bool onlyWhenExported = false)
        where TBuilder : IHostApplicationBuilder => builder.AddDefaults(Sources(builder, "System.Net.Http"), exportOtlp, onlyWhenExported);

    /// <summary>
    /// The same for probes: their own requests are the measurement, so the HTTP client is neither traced by the framework
    /// nor retried; the check writes its spans itself.
    /// </summary>
    public static TBuilder AddProbeDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder.AddDefaults(Sources(builder), exportOtlp: true, onlyWhenExported: false);

    /// <summary>
    /// `/alive` (the process runs) and `/health` (it is ready; 503 and the reason otherwise) in every environment, and the
    /// tags that server spans lack on .NET 10. Call it before other middleware.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.Use(ServerSpans.CompleteAsync);
        app.MapHealthChecks(Names.Routes.Health, new HealthCheckOptions { ResponseWriter = HealthAnswer.WriteAsync })
            .AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks(Names.Routes.Alive, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(LiveTag),
            ResponseWriter = HealthAnswer.WriteAsync,
        }).AllowAnonymous().DisableHttpMetrics();
        return app;
    }

    private static string[] Sources(IHostApplicationBuilder builder, params string[] more) =>
        ["Microsoft.AspNetCore", "Yarp.ReverseProxy", builder.Environment.ApplicationName, .. more];

    private static TBuilder AddDefaults<TBuilder>(this TBuilder builder, string[] sources, bool exportOtlp, bool onlyWhenExported)
        where TBuilder : IHostApplicationBuilder
    {
        // First of all sources, so that appsettings.json and the environment win: no lines for each request.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = QuietCategories.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)nameof(LogLevel.Warning))),
        });
        if (!onlyWhenExported || HasEndpoint(builder))
        {
            builder.AddTelemetry(sources, exportOtlp);
        }

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ListenerPolicy>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>, ListenerNames>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (AppHostWatch.IsAskedFor(builder.Configuration))
        {
            builder.Services.AddHostedService<AppHostWatch>();
        }

        return builder;
    }

    /// <summary>Exports by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; every other OTEL_* variable is honoured as well.</summary>
    private static void AddTelemetry(this IHostApplicationBuilder builder, string[] sources, bool exportOtlp)
    {
        ServerSpans.RequestStandardTags();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
                .AddMeter(SyntheticTelemetry.Meter)
                .AddView(SyntheticTelemetry.Metrics.CheckDuration, new ExplicitBucketHistogramConfiguration
                {
                    Boundaries = [.. SyntheticTelemetry.Metrics.DurationBounds],
                }))
            .WithTracing(tracing => tracing
                .AddSource(sources)
                .AddProcessor(new HealthSpanFilter()));
        if (exportOtlp && HasEndpoint(builder))
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static bool HasEndpoint(IHostApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration[Names.Env.OtlpEndpoint]);
}
