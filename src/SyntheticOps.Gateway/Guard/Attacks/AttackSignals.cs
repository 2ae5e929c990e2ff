using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Options;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Tells the collector of an attack: a log event and a count, at once and then every 20 s while it goes on; and blocks, when that is allowed.</summary>
internal sealed class AttackSignals
{
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    private const int NamedAddresses = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, long Newest)> _told = [];
    private readonly Counter<long> _attacks;
    private readonly AutomaticBlocks _blocks;
    private readonly string? _site;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    public AttackSignals(AutomaticBlocks blocks, IOptions<GuardOptions> options, IMeterFactory meters, TimeProvider clock, ILogger<AttackSignals> log)
    {
        (_blocks, _site, _clock, _log) = (blocks, options.Value.Site, clock, log);
        _attacks = meters.Create(SyntheticTelemetry.Meter).CreateCounter<long>(SyntheticTelemetry.Metrics.GatewayAttacks, "{signal}", "Signals of attacks, by kind.");
    }

    /// <param name="attack">What is seen now.</param>
    /// <param name="toBlock">The addresses that did enough to be blocked.</param>
    public void Tell(Attack attack, IReadOnlyList<IPAddress> toBlock)
    {
        _blocks.Block(toBlock, attack.Kind);
        lock (_gate)
        {
            if (_told.TryGetValue(attack.Kind, out var last) && (last.Newest == attack.Newest || _clock.GetElapsedTime(last.At) < Again))
            {
                return;
            }

            _told[attack.Kind] = (_clock.GetTimestamp(), attack.Newest);
        }

        _attacks.Add(1, new KeyValuePair<string, object?>(SyntheticTelemetry.Attributes.AttackKind, attack.Kind));
        var text = Sentence(attack);
        _log.Log(LogLevel.Warning, new EventId(1, SyntheticTelemetry.Events.Attack), Attributes(attack), null, (_, _) => text);
    }

    private static string Sentence(Attack attack) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Words(attack.Kind)}: {attack.Count} from {attack.Addresses.Count} addresses in {attack.Window.TotalSeconds:0} s ({attack.Subject}).");

    private static string Words(string kind) => kind switch
    {
        AttackKinds.Scanner => "Requests of a scanner",
        AttackKinds.Flood => "Requests over a rate limit",
        _ => "Failed logins",
    };

    private List<KeyValuePair<string, object?>> Attributes(Attack attack)
    {
        List<KeyValuePair<string, object?>> all =
        [
            new(SyntheticTelemetry.Attributes.AttackKind, attack.Kind),
            new(SyntheticTelemetry.Attributes.AttackAddresses, attack.Addresses.Take(NamedAddresses).Select(address => address.ToString()).ToArray()),
            new(SyntheticTelemetry.Attributes.AttackAddressCount, attack.Addresses.Count),
            new(SyntheticTelemetry.Attributes.AttackCount, attack.Count),
            new(SyntheticTelemetry.Attributes.AttackWindow, attack.Window.TotalSeconds),
            new(SyntheticTelemetry.Attributes.AttackSubject, attack.Subject),
        ];
        if (_site is not null)
        {
            all.Add(new(SyntheticTelemetry.Attributes.SiteName, _site));
        }

        return all;
    }
}
