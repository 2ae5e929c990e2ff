using System.Threading.RateLimiting;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Receiving.Heartbeats;

/// <summary>The heartbeats of synthetics.yaml by name with their secrets, read at start: mistakes stop it, all at once.</summary>
internal sealed class HeartbeatBook : IDisposable
{
    private readonly Dictionary<string, Heartbeat> _heartbeats = new(StringComparer.Ordinal);

    public HeartbeatBook(SyntheticsConfiguration configuration)
    {
        var errors = new HashSet<ConfigErrors>();
        foreach (var check in configuration.Checks.Values.Where(check => check.Heartbeat is not null))
        {
            var secret = check.Heartbeat!.Secret!;
            var text = secret.AsSecret();
            // Several, comma separated, while one is being replaced.
            if (!text.Split(',').All(key => IsSecret(key.Trim())))
            {
                secret.Fail($"a secret of a heartbeat is at least {Heartbeat.ShortestSecret} letters and digits, from the environment");
            }

            errors.Add(secret.Errors);
            _heartbeats[check.Name] = new Heartbeat(check, configuration.Sites[check.Site], new AccessKeys(text), configuration.Hash);
        }

        foreach (var each in errors)
        {
            each.ThrowIfAny();
        }
    }

    public Heartbeat? Find(string name) => _heartbeats.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var heartbeat in _heartbeats.Values)
        {
            heartbeat.Dispose();
        }
    }

    private static bool IsSecret(string key) => key.Length >= Heartbeat.ShortestSecret && key.All(char.IsAsciiLetterOrDigit);
}

/// <summary>One heartbeat: who may report it, and when its job said that it began.</summary>
internal sealed class Heartbeat(CheckDefinition check, Site site, AccessKeys secret, string configHash) : IDisposable
{
    /// <summary>128 bit in letters and digits.</summary>
    public const int ShortestSecret = 22;

    private const int ReportsPerMinute = 60;

    private readonly FixedWindowRateLimiter _limit = new(new FixedWindowRateLimiterOptions { PermitLimit = ReportsPerMinute, Window = TimeSpan.FromMinutes(1) });

    public CheckDefinition Check => check;

    public Site Site => site;

    public AccessKeys Secret => secret;

    public string ConfigHash => configHash;

    /// <summary>Kept in memory only: after a restart of ours a run is stored without its duration.</summary>
    public StartMark Started { get; } = new();

    /// <summary>False when reports come faster than a store should be filled.</summary>
    public bool MayReport()
    {
        using var lease = _limit.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _limit.Dispose();
}
