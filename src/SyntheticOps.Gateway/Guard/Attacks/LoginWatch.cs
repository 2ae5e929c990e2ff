using System.Net;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Counts failed logins by address, by account, and over addresses: guessing, a targeted account, and stuffing spread over a botnet.</summary>
internal sealed class LoginWatch(AttackSignals signals, IOptions<GuardOptions> options, TimeProvider clock)
{
    /// <summary>Failures after which an address of a spread attack may be blocked: a customer forgets a password twice.</summary>
    private const int SpreadFailures = 3;

    private static readonly int[] Failures = [401, 403];

    private readonly LoginOptions _options = options.Value.Logins;
    private readonly int[] _failures = options.Value.Logins.FailureStatus is { Length: > 0 } own ? own : Failures;
    private readonly Lock _gate = new();
    private readonly AttackWindow _failed = new(TimeSpan.FromSeconds(options.Value.Logins.WithinS), clock);
    private readonly AttackWindow _succeeded = new(TimeSpan.FromSeconds(options.Value.Logins.WithinS), clock);

    /// <summary>Whether this is a login whose outcome counts.</summary>
    public bool Fits(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return false;
        }

        foreach (var path in _options.Paths)
        {
            if (request.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public Task<ulong?> AccountAsync(HttpContext context) => AccountReader.ReadAsync(context, _options.Account);

    /// <param name="address">Who tried.</param>
    /// <param name="account">For whom; null when it is not known.</param>
    /// <param name="status">The shop's answer; a failure of the shop says nothing.</param>
    public void Note(IPAddress address, ulong? account, int status)
    {
        lock (_gate)
        {
            if (_failures.Contains(status))
            {
                _failed.Add(address, account);
            }
            else if (status < 400)
            {
                _succeeded.Add(address);
                return;
            }
        }

        Look();
    }

    public void Look()
    {
        List<(Attack Attack, IPAddress[] ToBlock)> seen;
        lock (_gate)
        {
            _failed.Trim();
            _succeeded.Trim();
            seen = [.. Seen()];
        }

        foreach (var (attack, toBlock) in seen)
        {
            signals.Tell(attack, toBlock);
        }
    }

    private IEnumerable<(Attack Attack, IPAddress[] ToBlock)> Seen()
    {
        if (_failed.Count == 0)
        {
            yield break;
        }

        var ordered = _failed.Addresses.OrderByDescending(address => address.Value).ToList();
        var busy = ordered.Where(address => address.Value >= _options.PerAddress).Select(address => address.Key).ToArray();
        if (busy.Length > 0)
        {
            yield return (Of(AttackKinds.FailedLogins, busy, busy.Sum(_failed.CountOf)), busy);
        }

        var accounts = _failed.Accounts(_options.PerAccount);
        if (accounts.Count > 0)
        {
            var addresses = _failed.AddressesOf(accounts).ToArray();
            yield return (Of(AttackKinds.FailedLoginsAccount, addresses, accounts.Sum(_failed.CountOf)), [.. addresses.Where(address => _failed.CountOf(address) >= SpreadFailures)]);
        }

        if (ordered.Count >= _options.Addresses && _failed.Count > _succeeded.Count)
        {
            yield return (
                Of(AttackKinds.FailedLoginsSpread, [.. ordered.Select(address => address.Key)], _failed.Count),
                [.. ordered.Where(address => address.Value >= SpreadFailures).Select(address => address.Key)]);
        }
    }

    private Attack Of(string kind, IPAddress[] addresses, int count) =>
        new(kind, addresses, count, _failed.Length, string.Join(", ", _options.Paths), _failed.Total);
}
