using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Stops a file before it costs much: depth, size, aliases, tags and further documents.</summary>
internal sealed class GuardedParser(IParser inner) : IParser
{
    private const int MaximumDepth = 20;
    private const int MaximumEvents = 100_000;

    private int _depth;
    private int _events;
    private int _documents;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        var read = inner.Current!;
        _depth += read.NestingIncrease;
        _documents += read is DocumentStart ? 1 : 0;
        var refusal = read switch
        {
            AnchorAlias => "aliases (*name) are not read; write the value where it is needed",
            NodeEvent { Anchor.IsEmpty: false } => "anchors (&name) are not read; write the value where it is needed",
            NodeEvent { Tag.IsEmpty: false } => "tags (!name) are not read",
            _ when ++_events > MaximumEvents => $"the file has more than {MaximumEvents} elements",
            _ when _depth > MaximumDepth => $"values are nested more than {MaximumDepth - 2} deep",
            _ when _documents > 1 => "only one document (---) may stand in a file",
            _ => null,
        };
        return refusal is null ? true : throw new YamlException(read.Start, read.End, refusal);
    }
}
