using System.Globalization;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using YamlDotNet.RepresentationModel;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Collects every mistake of a configuration, so that all are shown at once.</summary>
public sealed class ConfigErrors
{
    /// <summary>More than a person reads; a broken file has few causes.</summary>
    private const int Maximum = 100;

    private readonly List<(string File, long Line, long Column, string Message)> _mistakes = [];
    private readonly Dictionary<YamlNode, ConfigMap> _maps = new(ReferenceEqualityComparer.Instance);

    public bool Any => _mistakes.Count > 0;

    /// <summary>`file(line,column): message` each, by position.</summary>
    public IReadOnlyList<string> Lines => [.. _mistakes
        .OrderBy(mistake => mistake.File, StringComparer.Ordinal)
        .ThenBy(mistake => mistake.Line)
        .ThenBy(mistake => mistake.Column)
        .Select(mistake => string.Create(CultureInfo.InvariantCulture, $"{mistake.File}({mistake.Line},{mistake.Column}): {mistake.Message}"))
        .Distinct()];

    public void Add(string file, long line, long column, string message)
    {
        if (_mistakes.Count < Maximum)
        {
            _mistakes.Add((file, line, column, message));
        }
    }

    /// <summary>Reports every key that nobody read, in each mapping that somebody opened. The loader calls it last.</summary>
    public void ReportUnread()
    {
        foreach (var map in _maps.Values)
        {
            map.ReportUnread();
        }
    }

    /// <summary>Stops the start with exit code 2 and all mistakes, when there are any.</summary>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new StartupException(Names.ExitCodes.Configuration, string.Join(Environment.NewLine, Lines));
        }
    }

    /// <summary>The one reader of that mapping: what is read through any node counts for all.</summary>
    internal ConfigMap MapOf(YamlNode node, Func<ConfigMap> make) =>
        _maps.TryGetValue(node, out var known) ? known : _maps[node] = make();
}
