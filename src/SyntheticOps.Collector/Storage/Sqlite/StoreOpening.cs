namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>Opens the store before anything else starts, so that a store that is refused stops the start.</summary>
internal sealed class StoreOpening(StoreWriter writer) : IHostedService
{
    private readonly StoreWriter _writer = writer;

    public Task StartAsync(CancellationToken cancellationToken) =>
        _writer.Trouble is { } trouble ? throw new StoreBusyException(trouble) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
