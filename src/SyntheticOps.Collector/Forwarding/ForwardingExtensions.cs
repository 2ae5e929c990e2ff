using SyntheticOps.Collector.Receiving;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>The collector's own telemetry into its store, and everything on to another OTLP back end when one is named.</summary>
internal static class ForwardingExtensions
{
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddForwarding(this WebApplicationBuilder builder)
    {
        OwnTelemetry.Add(builder);
        builder.Services.AddHostedService<OwnTelemetryFlush>();
        if (ForwardTarget.Read(builder.Configuration) is not { } target)
        {
            return builder;
        }

        builder.Services.AddSingleton(target);
        builder.Services.AddSingleton<ForwardQueue>();
        builder.Services.AddSingleton<IAcceptedRequests>(provider => provider.GetRequiredService<ForwardQueue>());
        builder.Services.AddHttpClient(ForwardWorker.Client, client => client.Timeout = RequestTime)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        builder.Services.AddHostedService<ForwardWorker>();
        return builder;
    }
}
