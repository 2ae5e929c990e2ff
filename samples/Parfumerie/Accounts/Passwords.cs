using Microsoft.AspNetCore.Identity;

namespace Parfumerie.Accounts;

/// <summary>PBKDF2 with HMAC-SHA512 and 100,000 rounds, as the framework's hasher does it.</summary>
internal sealed class Passwords
{
    public const int ShortestPassword = 10;
    public const int LongestPassword = 200;

    private static readonly Customer Nobody = new("", "", "", "");
    private readonly PasswordHasher<Customer> _hasher = new();

    /// <summary>An unknown address costs as much time as a wrong password.</summary>
    private readonly Lazy<string> _decoy = new(() => new PasswordHasher<Customer>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <param name="customer">Null for an unknown address: the answer is false, after the same work.</param>
    public bool Verify(Customer? customer, string password)
    {
        var known = customer is not null;
        var result = _hasher.VerifyHashedPassword(Nobody, customer?.PasswordHash ?? _decoy.Value, password);
        return known && result != PasswordVerificationResult.Failed;
    }
}
