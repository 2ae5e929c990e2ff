using System.Net;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Alerting.Channels;
using SyntheticOps.Collector.Incidents;

namespace SyntheticOps.Collector.Alerting;

/// <summary>The channels of synthetics.yaml by name, read at start: mistakes stop it, all at once.</summary>
internal sealed class ChannelBook
{
    private readonly Dictionary<string, IAlertChannel> _channels = [];
    private readonly HttpClient _loopback = GuardedClient.Create(peer => IPAddress.IsLoopback(peer.Address));
    private readonly TimeProvider _clock;

    public ChannelBook(SyntheticsConfiguration configuration, IEnumerable<ChannelType> types, TimeProvider clock)
    {
        _clock = clock;
        var known = types.ToDictionary(type => type.Name);
        foreach (var definition in configuration.Channels.Values)
        {
            if (definition.Name == Notices.DrillChannel)
            {
                definition.Body.Fail($"the name {Notices.DrillChannel} is taken by the receivers of drills");
            }
            else if (!known.TryGetValue(definition.Type, out var type))
            {
                definition.Body.Fail($"no channel is called '{definition.Type}'; known: {string.Join(", ", known.Keys.Order())}");
            }
            else if (type.Read(definition.Body, clock) is { } channel)
            {
                _channels[definition.Name] = channel;
            }
        }

        foreach (var errors in configuration.Channels.Values.Select(definition => definition.Body.Errors).Distinct())
        {
            errors.ReportUnread();
            errors.ThrowIfAny();
        }
    }

    public IAlertChannel? Find(string name) => _channels.GetValueOrDefault(name);

    /// <summary>The receiver of a drill: unsigned, and on this machine only.</summary>
    public IAlertChannel ForDrill(string notify) => new WebhookChannel(new Uri(notify), null, _loopback, _clock);
}

/// <summary>A kind of channel and how its entry in synthetics.yaml is read; null after a mistake.</summary>
internal sealed record ChannelType(string Name, Func<ConfigNode, TimeProvider, IAlertChannel?> Read);
