using SyntheticOps.Collector.Receiving.Artifacts;
using SyntheticOps.Collector.Receiving.Grpc;
using SyntheticOps.Collector.Receiving.Heartbeats;
using SyntheticOps.Collector.Receiving.Http;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Receiving;

/// <summary>OTLP over HTTP and gRPC, artifacts, and heartbeats.</summary>
internal static class ReceivingExtensions
{
    public static WebApplicationBuilder AddReceiving(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IOtlpReceiver, TraceReceiver>();
        services.AddSingleton<IOtlpReceiver, LogReceiver>();
        services.AddSingleton<IOtlpReceiver, MetricReceiver>();
        services.AddSingleton<OtlpIngest>();
        services.AddSingleton<IngestBudget>();
        services.AddSingleton<IngestKeys>();
        services.AddSingleton<OtlpHttp>();
        services.AddSingleton<OtlpGrpc>();
        services.AddSingleton<ArtifactUpload>();
        services.AddSingleton<HeartbeatBook>();
        services.AddSingleton<HeartbeatApi>();
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
        return builder;
    }

    /// <summary>Each only on its listener. Senders prove themselves by the ingest key, which the handlers check.</summary>
    public static WebApplication MapReceiving(this WebApplication app)
    {
        // Resolved now, so that a missing key stops the start.
        app.Services.GetRequiredService<IngestKeys>();
        var http = app.Services.GetRequiredService<OtlpHttp>();
        var grpc = app.Services.GetRequiredService<OtlpGrpc>();
        foreach (var receiver in app.Services.GetServices<IOtlpReceiver>())
        {
            app.Map($"/v1/{receiver.Signal}", (HttpContext context) => http.HandleAsync(context, receiver))
                .RequireListener(Names.Listeners.Otlp).AllowAnonymous();
            app.MapPost(receiver.GrpcMethod, (HttpContext context) => grpc.HandleAsync(context, receiver))
                .RequireListener(Names.Listeners.OtlpGrpc).AllowAnonymous();
        }

        app.MapPost("/{service}/{method}", OtlpGrpc.RefuseMethodAsync).RequireListener(Names.Listeners.OtlpGrpc).AllowAnonymous();
        app.MapPut(Names.Routes.Artifacts + "/{run}/{name}", app.Services.GetRequiredService<ArtifactUpload>().HandleAsync)
            .RequireListener(Names.Listeners.Otlp).AllowAnonymous();
        HeartbeatApi.Map(app);
        return app;
    }
}
