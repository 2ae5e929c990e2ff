using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>The variables that are known at a place of a journey file.</summary>
internal sealed class Scope
{
    /// <summary>The run id, always known.</summary>
    public const string Run = "run";

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal) { [Run] = false };

    public IEnumerable<string> Known => _known.Keys;

    public void Add(string name, bool isSecret = false) => _known[name] = isSecret || _known.GetValueOrDefault(name);

    /// <summary>Whether a secret would be part of the text.</summary>
    public bool HasSecret(Template template) => template.Names.Any(name => _known.GetValueOrDefault(name));

    /// <summary>Text with variables; an unknown one is a mistake.</summary>
    public Template Text(ConfigNode? node) => Checked(node, node?.AsText() ?? "");

    public Template Secret(ConfigNode node) => Checked(node, node.AsSecret());

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
