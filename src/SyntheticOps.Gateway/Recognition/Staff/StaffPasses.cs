using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>Issues, redeems, revokes and lists passes. The secret of a link is shown once and kept as SHA-256 only.</summary>
internal sealed partial class StaffPasses(StaffFolder folder, AuditTrail audit, IOptions<StaffOptions> options, TimeProvider clock)
{
    /// <summary>More than these at once are never needed.</summary>
    public const int Maximum = 100;

    private const int SecretBytes = 32;

    /// <summary>How long what was read counts: how soon a revocation on another gateway is seen.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a pass stays in the list after its end.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (long At, StaffState? State)> _read = new(StringComparer.Ordinal);

    public TimeSpan Longest => TimeSpan.FromHours(options.Value.MaximumHours);

    /// <returns>The pass and its link's key, or null when there are too many.</returns>
    public (StaffPass Pass, string Key)? Issue(string whom, TimeSpan length, string actor)
    {
        var now = clock.GetUtcNow();
        if (List().Count >= Maximum)
        {
            return null;
        }

        var id = Guid.CreateVersion7(now).ToString("N");
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var pass = new StaffPass(id, whom, actor, now, now + TimeSpan.FromMinutes(options.Value.LinkMinutes), now + length, HashOf(secret));
        folder.Add(pass);
        audit.Add(actor, "staff.issued", whom);
        return (pass, $"{id}.{secret}");
    }

    /// <summary>The pass, exactly once for a key whose link is open; null otherwise.</summary>
    public StaffPass? Redeem(string? key, string from)
    {
        if (key is not { Length: <= 128 } || !Key.IsMatch(key) || Find(key[..32], fresh: true) is not { } state)
        {
            return null;
        }

        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key[33..])), Encoding.ASCII.GetBytes(state.Pass.LinkHash));
        var isFirst = isRight && state.IsOpen(clock.GetUtcNow()) && folder.MarkUsed(state.Pass.Id, new StaffMark(from, clock.GetUtcNow()));
        _read.TryRemove(state.Pass.Id, out _); // whoever came first, here or at another gateway: what was read is old
        if (!isFirst)
        {
            return null;
        }

        audit.Add("gateway", "staff.used", state.Pass.For, from);
        return state.Pass;
    }

    /// <returns>False when there is no such pass, or it was revoked before.</returns>
    public bool Revoke(string id, string actor)
    {
        if (!Id.IsMatch(id) || Find(id, fresh: true) is not { Revoked: null } state || !folder.MarkRevoked(id, new StaffMark(actor, clock.GetUtcNow())))
        {
            return false;
        }

        _read.TryRemove(id, out _);
        audit.Add(actor, "staff.revoked", state.Pass.For);
        return true;
    }

    /// <summary>Whether a cookie with this id opens the shop now.</summary>
    public bool IsGood(string id) => Id.IsMatch(id) && Find(id, fresh: false) is { } state && state.IsGood(clock.GetUtcNow());

    /// <summary>The newest first; what is long over is dropped.</summary>
    public IReadOnlyList<StaffState> List()
    {
        var now = clock.GetUtcNow();
        var all = folder.List();
        foreach (var old in all.Where(state => IsOver(state, now)))
        {
            folder.Remove(old.Pass.Id);
        }

        return [.. all.Where(state => !IsOver(state, now)).OrderByDescending(state => state.Pass.IssuedAt)];
    }

    private static bool IsOver(StaffState state, DateTimeOffset now) =>
        (state.Used is null ? state.Pass.LinkUntil : state.Pass.Until) + Remembered < now;

    private StaffState? Find(string id, bool fresh)
    {
        if (!fresh && _read.TryGetValue(id, out var known) && clock.GetElapsedTime(known.At) < Fresh)
        {
            return known.State;
        }

        if (_read.Count > 4 * Maximum)
        {
            _read.Clear(); // ids of strangers, too
        }

        var at = clock.GetTimestamp();
        var state = folder.Find(id);
        _read[id] = (at, state);
        return state;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"\A[0-9a-f]{32}\.[A-Za-z0-9_-]{43}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key { get; }
}
