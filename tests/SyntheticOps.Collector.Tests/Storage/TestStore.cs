using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Migrations;
using SyntheticOps.Collector.Storage.Sqlite;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Tests.Storage;

/// <summary>The real store on a file of its own.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly DataFolder _data;

    /// <param name="folder">Where, to open the same file again; null for a folder that goes with the store.</param>
    /// <param name="migrations">Steps besides telemetry's.</param>
    public TestStore(TemporaryFolder? folder = null, TimeProvider? clock = null, params IMigration[] migrations)
    {
        _folder = folder is null ? new TemporaryFolder() : null;
        var time = clock ?? TimeProvider.System;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [Names.Env.Data] = (folder ?? _folder)!.Path })
            .Build();
        _data = DataFolder.Open(configuration, "collector");
        try
        {
            File = new StoreFile(_data, [new TelemetryTables(), new MessageParts(), .. migrations], time);
        }
        catch
        {
            _data.Dispose();
            throw;
        }

        Writer = new StoreWriter(File, time, NullLogger<StoreWriter>.Instance);
        Reader = new StoreReader(File, time);
        Telemetry = new TelemetryWriter(Writer, Changes, time);
        Query = new TelemetryReader(Reader);
    }

    public StoreFile File { get; }

    public StoreWriter Writer { get; }

    public StoreReader Reader { get; }

    public ChangeFeed Changes { get; } = new();

    public ITelemetryWriter Telemetry { get; }

    public ITelemetryReader Query { get; }

    public void Dispose()
    {
        Writer.Dispose();
        Reader.Dispose();
        _data.Dispose();
        _folder?.Dispose();
    }
}
