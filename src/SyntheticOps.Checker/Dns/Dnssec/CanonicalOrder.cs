using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>The order of names that NSEC chains follow (RFC 4034 section 6.1), and names by their number of labels.</summary>
internal static class CanonicalOrder
{
    /// <summary>Labels from the right, as unsigned octets in lower case; a name stands before those below it.</summary>
    public static int Compare(DnsName left, DnsName right)
    {
        Span<byte> a = stackalloc byte[DnsName.MaximumLength], b = stackalloc byte[DnsName.MaximumLength];
        Span<byte> startsA = stackalloc byte[DnsName.MaximumLength], startsB = stackalloc byte[DnsName.MaximumLength];
        var (countA, countB) = (Lower(left, a, startsA), Lower(right, b, startsB));
        for (var i = 1; i <= Math.Min(countA, countB); i++)
        {
            int atA = startsA[countA - i], atB = startsB[countB - i];
            var order = a.Slice(atA + 1, a[atA]).SequenceCompareTo(b.Slice(atB + 1, b[atB]));
            if (order != 0)
            {
                return order;
            }
        }

        return countA.CompareTo(countB);
    }

    /// <summary>Whether a gap of the chain holds the name; the last gap leads back to the first owner.</summary>
    public static bool Covers(DnsName owner, DnsName next, DnsName name) => Compare(owner, next) < 0
        ? Compare(owner, name) < 0 && Compare(name, next) < 0
        : Compare(owner, name) < 0 || Compare(name, next) < 0;

    /// <summary>The last labels of a name.</summary>
    public static DnsName Last(DnsName name, int labels)
    {
        for (var left = name.Labels; left > labels; left--)
        {
            name = name.Parent;
        }

        return name;
    }

    /// <summary>The longest name that both stand at or below.</summary>
    public static DnsName Common(DnsName left, DnsName right)
    {
        while (!right.IsAtOrBelow(left))
        {
            left = left.Parent;
        }

        return left;
    }

    private static int Lower(DnsName name, Span<byte> octets, Span<byte> starts)
    {
        var wire = name.Wire;
        var count = 0;
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            starts[count++] = (byte)at;
        }

        for (var i = 0; i < wire.Length; i++)
        {
            octets[i] = DnsName.Lower(wire[i]);
        }

        return count;
    }
}
