using System.Net;
using System.Net.Sockets;
using System.Numerics;
using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>Finds the entry that holds an address: sorted disjoint ranges and a binary search, about 17 steps at 100,000 entries. Immutable.</summary>
internal sealed class RangeTable
{
    public static readonly RangeTable Empty = new([]);

    private readonly Side<uint> _four;
    private readonly Side<UInt128> _six;

    public RangeTable(IReadOnlyCollection<ListEntry> entries)
    {
        Count = entries.Count;
        _four = new Side<uint>(entries.Where(entry => !entry.Range.IsV6), range => ((uint)range.First, (uint)range.Last));
        _six = new Side<UInt128>(entries.Where(entry => entry.Range.IsV6), range => (range.First, range.Last));
    }

    public int Count { get; }

    /// <summary>Of all entries that hold the address the one that ends last, when it has not ended.</summary>
    /// <param name="address">IPv4 as IPv4 (<see cref="AddressText.Plain"/>).</param>
    /// <param name="clock">Asked only when an entry has an end.</param>
    public ListEntry? Find(IPAddress address, TimeProvider clock)
    {
        if (Count == 0)
        {
            return null;
        }

        var number = AddressRange.Number(address);
        var entry = address.AddressFamily == AddressFamily.InterNetwork ? _four.Find((uint)number) : _six.Find(number);
        return entry is { Until: { } until } && until <= clock.GetUtcNow() ? null : entry;
    }

    /// <summary>One family. Networks nest or are apart, so a stack flattens them.</summary>
    private sealed class Side<T>
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        private readonly T[] _starts;
        private readonly T[] _ends;
        private readonly ListEntry[] _entries;

        public Side(IEnumerable<ListEntry> entries, Func<AddressRange, (T First, T Last)> bounds)
        {
            var flat = Flatten([.. entries.Select(entry => (bounds(entry.Range).First, bounds(entry.Range).Last, entry))
                .OrderBy(item => item.First).ThenByDescending(item => item.Last)]);
            _starts = [.. flat.Select(item => item.First)];
            _ends = [.. flat.Select(item => item.Last)];
            _entries = [.. flat.Select(item => item.Entry)];
        }

        public ListEntry? Find(T number)
        {
            var (low, high) = (0, _starts.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                if (_starts[middle] <= number)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return high >= 0 && number <= _ends[high] ? _entries[high] : null;
        }

        private static List<(T First, T Last, ListEntry Entry)> Flatten(List<(T First, T Last, ListEntry Entry)> sorted)
        {
            var flat = new List<(T First, T Last, ListEntry Entry)>(sorted.Count);
            var around = new Stack<(T Last, ListEntry Best)>();
            var next = T.MinValue;
            foreach (var (first, last, entry) in sorted)
            {
                while (around.TryPeek(out var inner) && inner.Last < first)
                {
                    Close(flat, around, ref next);
                }

                if (around.TryPeek(out var outer) && next < first)
                {
                    flat.Add((next, first - T.One, outer.Best));
                }

                next = first;
                around.Push((last, around.Count > 0 ? Later(around.Peek().Best, entry) : entry));
            }

            while (around.Count > 0)
            {
                Close(flat, around, ref next);
            }

            return flat;
        }

        private static void Close(List<(T First, T Last, ListEntry Entry)> flat, Stack<(T Last, ListEntry Best)> around, ref T next)
        {
            var (last, best) = around.Pop();
            if (next <= last)
            {
                flat.Add((next, last, best));
            }

            if (last == T.MaxValue)
            {
                around.Clear(); // what is left ends there too
                next = last;
            }
            else
            {
                next = T.Max(next, last + T.One);
            }
        }

        private static ListEntry Later(ListEntry one, ListEntry other) =>
            (other.Until ?? DateTimeOffset.MaxValue) >= (one.Until ?? DateTimeOffset.MaxValue) ? other : one;
    }
}
