using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Collector.Access;

/// <summary>One-time login tokens: 256 bit, kept as SHA-256 in memory only, valid once and for a short time.</summary>
internal sealed class LoginLinks(TimeProvider clock, IOptions<AccessOptions> options)
{
    /// <summary>More open links than this are never needed; the oldest goes first.</summary>
    private const int MaxOpen = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _open = [];

    public LoginToken Issue()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var expiresAt = clock.GetUtcNow() + options.Value.LinkLifetime;
        lock (_gate)
        {
            DropExpired();
            if (_open.Count >= MaxOpen)
            {
                _open.Remove(_open.MinBy(link => link.Value).Key);
            }

            _open[HashOf(token)] = expiresAt;
        }

        return new LoginToken(token, expiresAt);
    }

    /// <summary>True exactly once for a token that is neither used nor expired.</summary>
    public bool Redeem(string token)
    {
        lock (_gate)
        {
            DropExpired();
            return _open.Remove(HashOf(token));
        }
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void DropExpired()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, expiresAt) in _open)
        {
            if (expiresAt <= now)
            {
                _open.Remove(hash);
            }
        }
    }
}

internal sealed record LoginToken(string Value, DateTimeOffset ExpiresAt);
