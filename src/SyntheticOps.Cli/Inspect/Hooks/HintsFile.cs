using System.Net;
using SyntheticOps.Checker.Dns.Resolution;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>Reads the file of --root-hints: named.root, or one bare address a line.</summary>
internal static class HintsFile
{
    private const int Most = 26;

    /// <exception cref="FormatException">There is no address in it.</exception>
    public static IReadOnlyList<IPAddress> Read(string path)
    {
        var text = File.ReadAllText(path);
        var bare = text.Split('\n').Select(line => IPAddress.TryParse(line.Split('#')[0].Trim(), out var address) ? address : null).OfType<IPAddress>().Take(Most).ToList();
        return bare.Count > 0 ? bare : RootHints.Parse(text).Servers;
    }
}
