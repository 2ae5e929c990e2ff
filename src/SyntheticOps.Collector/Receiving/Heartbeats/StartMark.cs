namespace SyntheticOps.Collector.Receiving.Heartbeats;

/// <summary>When a job said that it began; taken by the report of its end.</summary>
internal sealed class StartMark
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _at;

    public void Set(DateTimeOffset at)
    {
        lock (_lock)
        {
            _at = at;
        }
    }

    public DateTimeOffset? Take()
    {
        lock (_lock)
        {
            var at = _at;
            _at = null;
            return at;
        }
    }
}
