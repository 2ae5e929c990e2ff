using System.Collections.Concurrent;
using System.Text;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>Hears what this process writes to stderr.</summary>
internal sealed class StandardError : TextWriter
{
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly TextWriter _before = Console.Error;

    public StandardError() => Console.SetError(this);

    public override Encoding Encoding => Encoding.UTF8;

    public string Text => string.Concat(_texts);

    public override void Write(char value) => _texts.Enqueue(value.ToString());

    public override void Write(string? value) => _texts.Enqueue(value ?? "");

    protected override void Dispose(bool disposing)
    {
        Console.SetError(_before);
        base.Dispose(disposing);
    }
}
