using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>What is known at a place of a journey file: its variables and the folder of the journey.</summary>
internal sealed class Scope(string folder, IReadOnlyList<(long Line, long Column)>? places = null)
{
    /// <summary>The run id, always known.</summary>
    public const string Run = "run";

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal) { [Run] = false };

    public IEnumerable<string> Known => _known.Keys;

    /// <summary>The journey's own folder: nothing outside of it is included or uploaded.</summary>
    public string Folder { get; } = folder;

    public bool Knows(string name) => _known.ContainsKey(name);

    public void Add(string name, bool isSecret = false) => _known[name] = isSecret || _known.GetValueOrDefault(name);

    public Place PlaceOf(ConfigNode node)
    {
        var (line, column) = places is not null && node.Line <= places.Count ? places[(int)node.Line - 1] : (node.Line, node.Column);
        return new(Path.GetRelativePath(Folder, node.File).Replace('\\', '/'), line, column);
    }

    /// <summary>A file of the journey's folder or below, links followed; null when the mistake is already reported.</summary>
    public string? FileOf(ConfigNode node)
    {
        var path = node.AsPath();
        if (path == node.File)
        {
            return null;
        }

        if (IsBelow(path) && TargetsOf(path).All(IsBelow))
        {
            return path;
        }

        node.Fail("a file in the journey's own folder, or below it, is expected here");
        return null;
    }

    /// <summary>Whether a secret would be part of the text.</summary>
    public bool HasSecret(Template template) => template.Names.Any(name => _known.GetValueOrDefault(name));

    /// <summary>Text with variables; an unknown one is a mistake.</summary>
    public Template Text(ConfigNode? node) => Checked(node, node?.AsText() ?? "");

    public Template Secret(ConfigNode node) => Checked(node, node.AsSecret());

    /// <summary>Where the links on the way to a file lead.</summary>
    private IEnumerable<string> TargetsOf(string path)
    {
        for (var part = path; part.Length > Folder.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo info = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (info.LinkTarget is not null)
            {
                yield return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
            }
        }
    }

    private bool IsBelow(string path) => path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private Template Checked(ConfigNode? node, string text)
    {
        var template = new Template(text);
        foreach (var name in template.Names.Where(name => !_known.ContainsKey(name)).Distinct())
        {
            node?.Fail($"the variable ${name} is not known here{NearestWord.Hint(name, _known.Keys)}; $$ writes a dollar sign");
        }

        return template;
    }
}
