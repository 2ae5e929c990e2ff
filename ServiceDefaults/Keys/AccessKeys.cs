using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.ServiceDefaults.Keys;

/// <summary>The keys that open one door. Only their SHA-256 is kept, and every comparison takes the same time.</summary>
public sealed class AccessKeys
{
    private readonly byte[][] _hashes;

    /// <param name="keys">Accepted keys, comma separated (several while one is being rotated).</param>
    public AccessKeys(string keys) => _hashes = [.. keys
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];

    /// <summary>Whether the presented key is one of ours; null and empty never are.</summary>
    public bool Accepts(string? presented)
    {
        if (string.IsNullOrEmpty(presented) || presented.Length > 1024)
        {
            return false;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(presented));
        var accepted = false;
        foreach (var known in _hashes)
        {
            accepted |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return accepted;
    }

    /// <summary>Whether an `Authorization` header carries one of ours as bearer (RFC 6750 section 2.1).</summary>
    public bool AcceptsBearer(string? authorization)
    {
        const string Scheme = "Bearer ";
        return authorization is not null
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Accepts(authorization[Scheme.Length..].Trim());
    }
}
