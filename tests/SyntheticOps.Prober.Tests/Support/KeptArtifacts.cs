using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Running;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>What a run keeps, after all that the runner does to it.</summary>
internal sealed class KeptArtifacts(string runId, RunRedaction redaction) : IArtifactSink, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-test-");

    public ConcurrentDictionary<string, byte[]> Kept { get; } = new();

    /// <summary>The small pictures of steps.</summary>
    public IEnumerable<string> Film => Kept.Keys.Where(name => name.StartsWith("film-", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public string Text(string name) => System.Text.Encoding.UTF8.GetString(Kept[name]);

    public async Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        var real = new RunArtifacts(runId, null, _folder.FullName, redaction, TimeProvider.System, NullLogger.Instance);
        await real.AddAsync(name, mediaType, content, token);
        if (real.Notes is [var note])
        {
            Kept[name] = await File.ReadAllBytesAsync(note.Path!, token);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
