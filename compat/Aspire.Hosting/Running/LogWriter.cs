using System.Text.RegularExpressions;

namespace Aspire.Hosting.Running;

/// <summary>Merges the output of all resources, each line with the name of its resource.</summary>
internal sealed partial class LogWriter
{
    /// <summary>Name of the AppHost's own lines.</summary>
    public const string Own = "apphost";

    /// <summary>Longer lines are cut, characters.</summary>
    private const int LongestLine = 4000;

    /// <summary>Cyan, green, yellow, blue, magenta.</summary>
    private static readonly int[] Colours = [36, 32, 33, 34, 35];

    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly bool _colour;
    private readonly List<string> _names;
    private readonly int _width;

    public LogWriter(TextWriter output, bool colour, IEnumerable<string> names)
    {
        (_output, _colour, _names) = (output, colour, [.. names]);
        _width = _names.Append(Own).Max(name => name.Length);
    }

    public void Write(string name, string line)
    {
        var prefix = $"{name.PadRight(_width)} |";
        if (_colour)
        {
            var index = _names.IndexOf(name);
            prefix = index < 0 ? $"\e[1m{prefix}\e[0m" : $"\e[{Colours[index % Colours.Length]}m{prefix}\e[0m";
        }

        var text = Clean(line);
        lock (_gate)
        {
            _output.WriteLine($"{prefix} {text}{(_colour ? "\e[0m" : "")}");
            _output.Flush();
        }
    }

    /// <summary>
    /// A line may carry what a stranger sent: no escape sequence but colour reaches the terminal, and none at all a file.
    /// </summary>
    private string Clean(string line)
    {
        line = line.Length > LongestLine ? line[..LongestLine] + " [cut]" : line;
        return _colour
            ? NotColour().Replace(line, "")
            : Controls().Replace(Colour().Replace(line, ""), "");
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\e(?!\[[0-9;]*m)|[\x00-\x08\x0B-\x1A\x1C-\x1F\x7F-\x9F]")]
    private static partial Regex NotColour();

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();
}
