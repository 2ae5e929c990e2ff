using System.Threading.Channels;

namespace SyntheticOps.Collector.Storage;

/// <summary>
/// Says which checks have new committed runs. A hint, bounded: when it is full the hint is dropped, because every reader
/// sweeps on a timer as well and reads from the store.
/// </summary>
public sealed class ChangeFeed
{
    private readonly Channel<CheckKey> _changes = Channel.CreateBounded<CheckKey>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<CheckKey> Changes => _changes.Reader;

    public void Announce(CheckKey check) => _changes.Writer.TryWrite(check);
}

public sealed record CheckKey(string Site, string Check);
