using System.Net;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>
/// Who is blocked and who is allowed. A request reads one reference; a change of our own entries is on disk before it is seen.
/// Our own entries and those of files have tables of their own, so that one block among 100,000 costs little.
/// </summary>
internal sealed class AddressLists(
    ListStore store, ListOptions options, OpenConnections connections, AuditTrail audit, TimeProvider clock, ILogger<AddressLists> log)
{
    private readonly Lock _gate = new();
    private Dictionary<(string List, AddressRange Range), ListEntry> _own = [];
    private volatile Tables _tables = Tables.None;

    /// <summary>Grows with every change.</summary>
    public long Version => _tables.Version;

    public IReadOnlyCollection<ListEntry> Own
    {
        get
        {
            lock (_gate)
            {
                return [.. _own.Values];
            }
        }
    }

    public IReadOnlyList<ListEntry> FileEntries(string list) => (list == ListNames.Allow ? _tables.FileAllow : _tables.FileBlock).Entries;

    /// <summary>Reads what the last run left; before the first request.</summary>
    public void Load()
    {
        lock (_gate)
        {
            _own = store.Load().Where(entry => entry.Until is null || entry.Until > clock.GetUtcNow()).ToDictionary(entry => (entry.List, entry.Range));
            Publish();
        }
    }

    /// <summary>The entry that decides about an address: an allowance, else a block by a person, else an automatic one; null for most people.</summary>
    /// <param name="address">IPv4 as IPv4.</param>
    public ListEntry? Find(IPAddress address)
    {
        var tables = _tables;
        return tables.IsEmpty
            ? null
            : tables.OwnAllow.Find(address, clock) ?? tables.FileAllow.Table.Find(address, clock)
                ?? tables.OwnBlock.Find(address, clock) ?? tables.FileBlock.Table.Find(address, clock)
                ?? tables.Automatic.Find(address, clock);
    }

    /// <summary>Adds or replaces an entry of our own. A person's entry is never replaced by an automatic one.</summary>
    /// <returns>False when the list is full, or a person's entry stands there.</returns>
    /// <exception cref="IOException">Nothing was changed.</exception>
    public bool Put(ListEntry entry)
    {
        lock (_gate)
        {
            var key = (entry.List, entry.Range);
            var known = _own.GetValueOrDefault(key);
            if ((known is null && _own.Count >= options.MaximumOwn) || (entry.IsAutomatic && known is { IsAutomatic: false }))
            {
                return false;
            }

            Replace(new Dictionary<(string List, AddressRange Range), ListEntry>(_own) { [key] = entry });
        }

        Record(entry, "added", entry.Actor);
        CutOff();
        return true;
    }

    /// <returns>False when there is no such entry of our own.</returns>
    /// <exception cref="IOException">Nothing was changed.</exception>
    public bool Remove(string list, AddressRange range, string actor)
    {
        ListEntry? entry;
        lock (_gate)
        {
            var after = new Dictionary<(string List, AddressRange Range), ListEntry>(_own);
            if (!after.Remove((list, range), out entry))
            {
                return false;
            }

            Replace(after);
        }

        Record(entry, "removed", actor);
        CutOff();
        return true;
    }

    /// <summary>Takes the place of all that the file of that list held before.</summary>
    public void SetFile(string list, IReadOnlyList<ListEntry> entries)
    {
        var read = new FileList(entries, new RangeTable(entries));
        lock (_gate)
        {
            var tables = _tables with { Version = _tables.Version + 1 };
            _tables = list == ListNames.Allow ? tables with { FileAllow = read } : tables with { FileBlock = read };
        }

        CutOff();
    }

    /// <summary>Takes out what has ended. Lookups do not count it anyway; this keeps the file small and tells of it.</summary>
    public void DropEnded()
    {
        ListEntry[] ended;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            ended = [.. _own.Values.Where(entry => entry.Until <= now)];
            if (ended.Length == 0)
            {
                return;
            }

            Replace(_own.Where(pair => !(pair.Value.Until <= now)).ToDictionary());
        }

        foreach (var entry in ended)
        {
            Record(entry, "ended", "gateway");
        }
    }

    private void Record(ListEntry entry, string action, string actor)
    {
        audit.Add(actor, $"{entry.List}.{action}", entry.Range.ToString(), entry.Reason);
        log.BlockChanged(entry.Range.ToString(), action, entry.List, actor, entry.Source, entry.Until, entry.Reason);
    }

    private void Replace(Dictionary<(string List, AddressRange Range), ListEntry> after)
    {
        store.Save(after.Values);
        _own = after;
        Publish();
    }

    private void Publish() => _tables = _tables with
    {
        Version = _tables.Version + 1,
        OwnAllow = Table(entry => entry.List == ListNames.Allow),
        OwnBlock = Table(entry => entry.List == ListNames.Block && !entry.IsAutomatic),
        Automatic = Table(entry => entry.List == ListNames.Block && entry.IsAutomatic),
    };

    private RangeTable Table(Func<ListEntry, bool> belongs) => new([.. _own.Values.Where(belongs)]);

    private void CutOff() => connections.CutWhere(address => Find(address) is { List: ListNames.Block });

    private sealed record FileList(IReadOnlyList<ListEntry> Entries, RangeTable Table)
    {
        public static readonly FileList None = new([], RangeTable.Empty);
    }

    private sealed record Tables(long Version, RangeTable OwnAllow, RangeTable OwnBlock, RangeTable Automatic, FileList FileAllow, FileList FileBlock)
    {
        public static readonly Tables None = new(0, RangeTable.Empty, RangeTable.Empty, RangeTable.Empty, FileList.None, FileList.None);

        public bool IsEmpty => OwnAllow.Count + OwnBlock.Count + Automatic.Count + FileAllow.Table.Count + FileBlock.Table.Count == 0;
    }
}
