using System.Net;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Who and what reaches the shop in maintenance: addresses, ranges, paths, and whole branches of paths (`/preview/*`).</summary>
internal sealed class LetThrough
{
    public const int MaximumEntries = 50;
    public const string Form = "an address, a range such as 198.51.100.0/24, a path such as /api/health, or a branch such as /preview/*";

    public static readonly LetThrough Nobody = new([]);

    private const string Branch = "/*";

    private readonly List<IPNetwork> _networks = [];
    private readonly List<string> _paths = [];
    private readonly List<string> _branches = [];

    /// <param name="entries">Checked entries; others are left out.</param>
    public LetThrough(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            if (entry is ['/', ..])
            {
                (entry.EndsWith(Branch, StringComparison.Ordinal) ? _branches : _paths).Add(entry);
            }
            else if (Network(entry) is { } network)
            {
                _networks.Add(network);
            }
        }
    }

    public bool Admits(IPAddress? address, PathString path) => AdmitsPath(path) || (address is not null && AdmitsAddress(address));

    /// <summary>Paths are compared as they are: another spelling of one is another path, and is stopped.</summary>
    public bool AdmitsPath(PathString path)
    {
        var value = path.Value ?? "";
        return _paths.Contains(value, StringComparer.Ordinal)
            || _branches.Exists(branch => value.StartsWith(branch.AsSpan(0, branch.Length - 1), StringComparison.Ordinal) || value.AsSpan().SequenceEqual(branch.AsSpan(0, branch.Length - Branch.Length)));
    }

    public static bool IsValid(string? entry) =>
        entry is ['/', _, ..] ? entry.Length <= 200 && !entry.Any(char.IsControl) && entry.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == entry.Length - 1 && entry.Length > Branch.Length && entry.EndsWith(Branch, StringComparison.Ordinal))
        : entry is { Length: <= 64 } && Network(entry) is not null;

    private bool AdmitsAddress(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.Contains(plain));
    }

    /// <summary>Written out in full: `192.0.2` would mean 192.0.0.2 to the parser, and 192.0.2.1/24 hides what was meant.</summary>
    private static IPNetwork? Network(string entry)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var text = slash < 0 ? entry : entry[..slash];
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) || (!text.Contains(':', StringComparison.Ordinal) && text.Count(letter => letter == '.') != 3))
        {
            return null;
        }

        return slash < 0 ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(entry, out var network) && network.BaseAddress.Equals(address) ? network
            : null;
    }
}
