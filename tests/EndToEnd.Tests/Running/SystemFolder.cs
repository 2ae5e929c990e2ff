using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Running;

/// <summary>
/// A copy of the repository's synthetics.yaml with its journeys and baselines in a folder of its own; the data folders of all
/// processes lie beside it. It is looked at more often, and slowness is judged mildly, since a loaded machine is no finding.
/// </summary>
internal sealed class SystemFolder : IDisposable
{
    private static readonly (string Pattern, string Text)[] Changes =
    [
        // Ports are only known when everything runs.
        (@"reach: \[.*\]", """reach: ["${SHOP_URL:-http://127.0.0.1:5080}", "${SHOP_TLS_URL:-https://127.0.0.1:5493}"]"""),
        (@"every: 15s", "every: 5s"),
        (@"recheck: 5s", "recheck: 2s"),
        (@"every: 20s", "every: 8s"),
        (@"every: 30s", "every: 6s"),
        (@"degraded: \{total: 1s\}", "degraded: {total: 8s}"),
        (@"page: 3s", "page: 15s"),
        (@"timeout: 20s", "timeout: 40s"),
        (@"total: 20s", "total: 40s"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-e2e-");

    /// <param name="changes">Changes of synthetics.yaml besides the ones above.</param>
    public SystemFolder(params IEnumerable<(string Pattern, string Text)> changes)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "synthetics.yaml"));
        foreach (var (pattern, replacement) in Changes.Concat(changes))
        {
            Regex.IsMatch(text, pattern).ShouldBeTrue($"synthetics.yaml has no '{pattern}' any more; change SystemFolder with it.");
            text = Regex.Replace(text, pattern, replacement.Replace("$", "$$", StringComparison.Ordinal));
        }

        File.WriteAllText(Config, text);
        foreach (var name in (string[])["journeys", "baselines"])
        {
            var target = _folder.CreateSubdirectory(name).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, name)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>Path of synthetics.yaml.</summary>
    public string Config => Path.Combine(_folder.FullName, "synthetics.yaml");

    /// <summary>The data folder of a service.</summary>
    public string Data(string service) => Path.Combine(_folder.FullName, ".synops", service);

    public void Dispose() => _folder.Delete(recursive: true);
}
