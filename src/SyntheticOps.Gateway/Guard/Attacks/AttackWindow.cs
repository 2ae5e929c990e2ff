using System.Net;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>The events of the last minutes, counted by address and by account. Bounded: the oldest go first.</summary>
internal sealed class AttackWindow(TimeSpan length, TimeProvider clock)
{
    private const int MaximumEvents = 20_000;

    private readonly Queue<Entry> _events = new();
    private readonly Dictionary<IPAddress, int> _addresses = [];
    private readonly Dictionary<ulong, int> _accounts = [];

    public TimeSpan Length => length;

    public int Count => _events.Count;

    /// <summary>How many were ever added.</summary>
    public long Total { get; private set; }

    public IReadOnlyDictionary<IPAddress, int> Addresses => _addresses;

    /// <param name="address">Who.</param>
    /// <param name="account">A hash; null when it is not known.</param>
    public void Add(IPAddress address, ulong? account = null)
    {
        _events.Enqueue(new Entry(clock.GetTimestamp(), address, account));
        Total++;
        Count1(_addresses, address, 1);
        if (account is { } known)
        {
            Count1(_accounts, known, 1);
        }

        Trim();
    }

    public int CountOf(IPAddress address) => _addresses.GetValueOrDefault(address);

    public int CountOf(ulong account) => _accounts.GetValueOrDefault(account);

    /// <summary>The accounts with so many events or more.</summary>
    public IReadOnlySet<ulong> Accounts(int atLeast) => _accounts.Where(account => account.Value >= atLeast).Select(account => account.Key).ToHashSet();

    /// <summary>The addresses that tried one of these accounts, the busiest first.</summary>
    public IEnumerable<IPAddress> AddressesOf(IReadOnlySet<ulong> accounts) => _events
        .Where(entry => entry.Account is { } account && accounts.Contains(account))
        .GroupBy(entry => entry.Address)
        .OrderByDescending(group => group.Count())
        .Select(group => group.Key);

    /// <summary>Forgets what is too old.</summary>
    public void Trim()
    {
        while (_events.TryPeek(out var oldest) && (_events.Count > MaximumEvents || clock.GetElapsedTime(oldest.At) > length))
        {
            _events.Dequeue();
            Count1(_addresses, oldest.Address, -1);
            if (oldest.Account is { } account)
            {
                Count1(_accounts, account, -1);
            }
        }
    }

    private static void Count1<TKey>(Dictionary<TKey, int> counts, TKey key, int step)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + step;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }

    private sealed record Entry(long At, IPAddress Address, ulong? Account);
}
