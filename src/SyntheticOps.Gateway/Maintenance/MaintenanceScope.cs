namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Which requests the maintenance page answers; an empty list means all.</summary>
/// <param name="Hosts">Host names without port.</param>
/// <param name="Paths">Path prefixes, whole segments: `/checkout` covers `/checkout/pay`, not `/checkouts`.</param>
/// <param name="Methods">HTTP methods in capitals.</param>
internal sealed record MaintenanceScope(IReadOnlyList<string> Hosts, IReadOnlyList<string> Paths, IReadOnlyList<string> Methods)
{
    public const int MaximumEntries = 50;

    public static readonly MaintenanceScope Everything = new([], [], []);

    public static MaintenanceScope Of(ScopeChange? change) => change is null ? Everything : new(change.Hosts ?? [], change.Paths ?? [], change.Methods ?? []);

    public bool Covers(string host, PathString path, string method) =>
        (Hosts.Count == 0 || Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        && (Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        && (Paths.Count == 0 || Paths.Any(prefix => prefix == "/" || path.StartsWithSegments(prefix.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)));

    /// <summary>Every mistake in the lists, naming the entry and the expected form.</summary>
    public IEnumerable<string> Check()
    {
        foreach (var (name, list) in new[] { ("hosts", Hosts), ("paths", Paths), ("methods", Methods) })
        {
            if (list.Count > MaximumEntries)
            {
                yield return $"scope.{name}: {list.Count} entries, expected at most {MaximumEntries}.";
            }
        }

        foreach (var host in Hosts.Where(host => host is not { Length: <= 253 } || Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            yield return $"scope.hosts: '{host}' is not a host name; expected a name or address without port, such as shop.example.";
        }

        foreach (var path in Paths.Where(path => path is not ['/', ..] || path.Length > 200 || path.Any(char.IsControl)))
        {
            yield return $"scope.paths: '{path}' is not a path; expected a prefix that starts with /, at most 200 characters.";
        }

        foreach (var method in Methods.Where(method => method is not { Length: > 0 and <= 20 } || !method.All(char.IsAsciiLetterUpper)))
        {
            yield return $"scope.methods: '{method}' is not a method; expected capitals, such as POST.";
        }
    }
}
