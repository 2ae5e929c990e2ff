using SyntheticOps.Collector.Tests.Storage;

[assembly: AssemblyFixture(typeof(SyntheticOps.Collector.Tests.Receiving.CollectorFixture))]

namespace SyntheticOps.Collector.Tests.Receiving;

/// <summary>One running collector for all tests that only send to it.</summary>
public sealed class CollectorFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private CollectorProcess? _collector;

    internal CollectorProcess Collector => _collector!;

    internal string DataFolder => _folder.File("data");

    public async ValueTask InitializeAsync() => _collector = await CollectorProcess.StartAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _collector?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
