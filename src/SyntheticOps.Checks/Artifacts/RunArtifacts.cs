using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Artifacts;

/// <summary>The artifacts of one run: kept in the spool for the collector, and as files where a folder is given (the command line).</summary>
internal sealed partial class RunArtifacts(string runId, Spool? spool, string? folder, RunRedaction redaction, TimeProvider clock, ILogger logger) : IArtifactSink
{
    private const int MaximumSize = 10 * 1024 * 1024;
    private const int MaximumZipSize = 50 * 1024 * 1024;
    private const long MaximumRunSize = 60L * 1024 * 1024;
    private const string Zip = "application/zip";

    private static readonly string[] MediaTypes = ["image/png", "image/jpeg", "application/json", Zip, "text/plain"];

    /// <summary>A bare null beside a memory would be an empty one.</summary>
    private static ReadOnlyMemory<byte>? Nothing => null;

    private readonly Lock _gate = new();
    private readonly List<ArtifactNote> _notes = [];

    public IReadOnlyList<ArtifactNote> Notes
    {
        get
        {
            lock (_gate)
            {
                return [.. _notes];
            }
        }
    }

    public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        if (!Name().IsMatch(name) || !MediaTypes.Contains(mediaType))
        {
            throw new ArgumentException($"'{name}' ({mediaType}) is not the name and type of an artifact.");
        }

        if (Clean(mediaType, content) is not { } clean)
        {
            logger.ArtifactHeldSecret(name, runId);
            return Task.CompletedTask;
        }

        content = clean;
        lock (_gate)
        {
            token.ThrowIfCancellationRequested();
            if (content.Length > (mediaType == Zip ? MaximumZipSize : MaximumSize)
                || _notes.Sum(note => note.Size) + content.Length > MaximumRunSize
                || _notes.Any(note => note.Name == name))
            {
                logger.ArtifactLeftOut(name, runId, content.Length);
                return Task.CompletedTask;
            }

            var kept = spool?.Append(new SpoolItem(SpoolKind.Artifact, clock.GetUtcNow(), runId, name, mediaType, content)) ?? true;
            if (kept)
            {
                _notes.Add(new ArtifactNote(name, mediaType, content.Length, folder is null ? null : Write(name, content)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Text without secrets, pictures as they are, an archive only when no known secret is in it; null leaves it out.</summary>
    private ReadOnlyMemory<byte>? Clean(string mediaType, ReadOnlyMemory<byte> content) => mediaType switch
    {
        Zip => ArchiveScan.IsClean(content, redaction.Redactor) ? content : Nothing,
        "application/json" => JsonRedaction.Clean(content, redaction.Redactor),
        "text/plain" => Encoding.UTF8.GetBytes(redaction.Redactor.Redact(Encoding.UTF8.GetString(content.Span))),
        _ => redaction.Redactor.IsIn(content.Span) ? Nothing : content,
    };

    private string Write(string name, ReadOnlyMemory<byte> content)
    {
        var path = Path.Combine(OwnerOnly.CreateDirectory(Path.Combine(folder!, runId)).FullName, name);
        using var stream = OwnerOnly.OpenWrite(path, FileMode.Create);
        stream.Write(content.Span);
        return path;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
