using YamlDotNet.RepresentationModel;

namespace SyntheticOps.Checks.Configuration;

/// <summary>
/// A mapping that is read strictly: a key that nobody asked for is a mistake, and the keys that were asked for are the
/// known ones that its message suggests.
/// </summary>
public sealed class ConfigMap
{
    private readonly ConfigNode _self;
    private readonly ConfigSource _source;
    private readonly Dictionary<string, (YamlScalarNode Key, ConfigNode Value)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly bool _broken;
    private bool _free;

    internal ConfigMap(ConfigNode self, YamlMappingNode mapping, ConfigSource source)
    {
        (_self, _source) = (self, source);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { Length: > 0 } name } scalar)
            {
                _entries[name] = (scalar, new ConfigNode(value, source));
            }
            else
            {
                source.Errors.Add(source.File, key.Start.Line, key.Start.Column, "a key is a word");
            }
        }
    }

    private ConfigMap(ConfigNode self, ConfigSource source) => (_self, _source, _broken) = (self, source, true);

    /// <summary>The keys that were written, in their order.</summary>
    public IReadOnlyList<string> Keys => [.. _entries.Keys];

    /// <summary>The keys that were asked for so far.</summary>
    public IReadOnlyList<string> Known => _asked;

    /// <summary>The value of a key that may be missing.</summary>
    public ConfigNode? Find(string key)
    {
        if (!_asked.Contains(key))
        {
            _asked.Add(key);
        }

        return _entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    /// <summary>The value of a key that must be there; null is already reported.</summary>
    public ConfigNode? Require(string key)
    {
        var value = Find(key);
        if (value is null && !_broken)
        {
            _self.Fail($"the key '{key}' is missing here");
        }

        return value;
    }

    /// <summary>All entries of a mapping whose keys are names of the writer's own.</summary>
    public IEnumerable<(string Name, ConfigNode Value)> Entries()
    {
        _free = true;
        return _entries.Select(entry => (entry.Key, entry.Value.Value));
    }

    /// <summary>Reports a mistake at a key, or at the mapping when the key is missing.</summary>
    public void Fail(string key, string message)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            _source.Errors.Add(_source.File, entry.Key.Start.Line, entry.Key.Start.Column, message);
        }
        else
        {
            _self.Fail(message);
        }
    }

    /// <summary>Reports a mistake at the mapping itself.</summary>
    public void Fail(string message) => _self.Fail(message);

    internal static ConfigMap Broken(ConfigNode self, ConfigSource source) => new(self, source);

    internal void ReportUnread()
    {
        if (_free)
        {
            return;
        }

        foreach (var (name, (key, _)) in _entries.Where(entry => !_asked.Contains(entry.Key)))
        {
            var shown = name.Length > 60 ? string.Concat(name.AsSpan(0, 60), "…") : name;
            var known = _asked.Count == 0 ? "no key is known here" : $"known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}";
            _source.Errors.Add(
                _source.File, key.Start.Line, key.Start.Column, $"the key '{shown}' is not known{NearestWord.Hint(name, _asked)}; {known}");
        }
    }
}
