using System.Text;

namespace Compat.Tests;

/// <summary>Keeps what an AppHost prints.</summary>
internal sealed class RecordedOutput : TextWriter
{
    private readonly List<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public string Text => string.Join('\n', Lines);

    public override void WriteLine(string? value)
    {
        lock (_lines)
        {
            _lines.Add(value ?? "");
        }
    }

    /// <summary>The first line with that text, which must come within a minute.</summary>
    public Task<string> LineAsync(string part) => Poll.ForAsync(() => Lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)), () => Text);
}
