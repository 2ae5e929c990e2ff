using System.Net;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>Reads root hints: lines such as `a.root-servers.net. 3600000 IN A 198.41.0.4` of named.root, or bare addresses.</summary>
internal static class RootHints
{
    private const int Most = 26;

    /// <exception cref="InvalidDataException">There is no address in it.</exception>
    public static IReadOnlyList<IPAddress> Read(string path)
    {
        var addresses = File.ReadLines(path)
            .Select(line => line.Split(';', '#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 1 || (words.Length >= 3 && words[^2].ToUpperInvariant() is "A" or "AAAA"))
            .Select(words => words.Length > 0 && IPAddress.TryParse(words[^1], out var address) ? address : null)
            .OfType<IPAddress>()
            .Distinct()
            .Take(Most)
            .ToList();
        return addresses.Count > 0 ? addresses : throw new InvalidDataException($"{path} holds no address of a root server; lines such as `a.root-servers.net. 3600000 IN A 198.41.0.4` are expected.");
    }
}
