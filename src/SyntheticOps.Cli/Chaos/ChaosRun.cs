using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SyntheticOps.Cli.Chaos;

/// <summary>What a scenario is given: its counts, its dice, and where to say what it does and what it found.</summary>
internal sealed class ChaosRun(bool isQuick, int seed, IConfiguration environment, Action<string> tell)
{
    private readonly Lock _gate = new();
    private readonly List<ChaosFigure> _figures = [];

    /// <summary>The same seed rolls the same; what other processes do meanwhile does not repeat.</summary>
    public Random Random { get; } = new(seed);

    public IConfiguration Environment { get; } = environment;

    public IReadOnlyList<ChaosFigure> Figures
    {
        get
        {
            lock (_gate)
            {
                return [.. _figures];
            }
        }
    }

    /// <summary>The count of the row, or a short one for a first look.</summary>
    public int Count(int full, int quick) => isQuick ? quick : full;

    /// <summary>Progress, a line at a time.</summary>
    public void Tell(string text) => tell(text);

    public void AtMost(string row, string name, double value, double limit, string unit = "") =>
        Add(new(row, name, value, unit, string.Create(CultureInfo.InvariantCulture, $"<= {limit:0.###}"), value <= limit));

    public void Exactly(string row, string name, double value, double expected, string unit = "") =>
        Add(new(row, name, value, unit, string.Create(CultureInfo.InvariantCulture, $"= {expected:0.###}"), value == expected));

    /// <summary>A figure that is only told.</summary>
    public void Note(string row, string name, double value, string unit = "") => Add(new(row, name, value, unit, null, Passed: true));

    private void Add(ChaosFigure figure)
    {
        lock (_gate)
        {
            _figures.Add(figure);
        }
    }
}
