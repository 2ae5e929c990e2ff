using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Alerting.Channels;

namespace SyntheticOps.Collector.Alerting;

internal static class AlertingExtensions
{
    /// <summary>The outbox and the kinds of channels; one line each.</summary>
    public static IServiceCollection AddAlerting(this IServiceCollection services) => services
        .AddChannel(WebhookChannel.Type, WebhookChannel.Read)
        .AddSingleton<ChannelBook>()
        .AddSingleton<OutboxSignal>()
        .AddSingleton<Outbox>()
        .AddHostedService<AlertDispatcher>();

    public static IServiceCollection AddChannel(this IServiceCollection services, string name, Func<ConfigNode, TimeProvider, IAlertChannel?> read) =>
        services.AddSingleton(new ChannelType(name, read));
}
