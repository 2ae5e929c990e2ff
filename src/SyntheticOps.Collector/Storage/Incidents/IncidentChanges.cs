namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Lets readers wait until some incident or notification has changed. In memory: a hint to read the store again.</summary>
internal sealed class IncidentChanges
{
    private volatile TaskCompletionSource _next = Create();

    /// <summary>Completes at the next change. Take it before reading, so that no change falls in between.</summary>
    public Task Next => _next.Task;

    public void Announce() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
