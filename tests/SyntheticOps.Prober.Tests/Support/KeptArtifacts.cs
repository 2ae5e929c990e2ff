using System.Collections.Concurrent;
using SyntheticOps.Checks.Artifacts;

namespace SyntheticOps.Prober.Tests.Support;

internal sealed class KeptArtifacts : IArtifactSink
{
    public ConcurrentDictionary<string, byte[]> Kept { get; } = new();

    public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        mediaType.ShouldBe("image/jpeg");
        Kept[name] = content.ToArray();
        return Task.CompletedTask;
    }
}
