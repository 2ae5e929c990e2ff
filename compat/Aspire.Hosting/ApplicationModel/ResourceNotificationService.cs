using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells every watcher the state of each resource and then its changes.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _last = [];
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];

    internal ResourceNotificationService()
    {
    }

    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // As many events as there are changes of state, and they are few.
        var changes = Channel.CreateUnbounded<ResourceEvent>();
        lock (_gate)
        {
            foreach (var known in _last.Values)
            {
                changes.Writer.TryWrite(known);
            }

            _watchers.Add(changes.Writer);
        }

        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(changes.Writer);
            }
        }
    }

    internal void Publish(IResource resource, CustomResourceSnapshot snapshot)
    {
        lock (_gate)
        {
            var change = _last[resource.Name] = new ResourceEvent(resource, snapshot);
            _watchers.ForEach(watcher => watcher.TryWrite(change));
        }
    }
}
