namespace SyntheticOps.Checks.Configuration;

/// <summary>Collects every mistake of a configuration, so that all are shown at once.</summary>
public sealed class ConfigErrors
{
    private readonly List<string> _lines = [];

    /// <summary>`file(line,column): message` each.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public void Add(string file, long line, long column, string message) =>
        _lines.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}({line},{column}): {message}"));
}
