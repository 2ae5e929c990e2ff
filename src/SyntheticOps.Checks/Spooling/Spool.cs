using System.Globalization;
using Microsoft.Extensions.Logging;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Spooling;

/// <summary>
/// What has not been sent yet, one file a record, in order. A record counts once it is on disk (fsync), and is deleted only
/// after the collector acknowledged it. Bounded by bytes and age: when there is no room, the oldest of runs that went well is
/// dropped first, and what is dropped is counted, logged and told as a gap.
/// </summary>
internal sealed class Spool : IDisposable
{
    public const long DefaultMaximumBytes = 256L * 1024 * 1024;

    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(72);

    private const int MaximumDeadLetters = 100;

    /// <summary>An attribute that only root spans have; OTLP writes its name as it is.</summary>
    private static ReadOnlySpan<byte> OfRoot => "synthetic.config.hash"u8;

    private readonly string _folder;
    private readonly string _refused;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _maximumBytes;
    private readonly Func<string, FileStream> _open;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Entry> _waiting = [];
    private readonly SortedSet<long> _good = [];
    private readonly Dictionary<string, List<long>> _artifacts = new(StringComparer.Ordinal);
    private readonly SpoolGaps _gaps;
    private readonly SemaphoreSlim _arrived = new(0);
    private long _next = 1;
    private long _bytes;

    public Spool(
        string folder, TimeProvider clock, ILogger<Spool> logger, long maximumBytes = DefaultMaximumBytes, Func<string, FileStream>? open = null)
    {
        (_clock, _logger, _maximumBytes, _open) = (clock, logger, maximumBytes, open ?? SpoolFile.Create);
        _folder = OwnerOnly.CreateDirectory(folder).FullName;
        _refused = OwnerOnly.CreateDirectory(Path.Combine(folder, "refused")).FullName;
        _gaps = new SpoolGaps(Path.Combine(_folder, "gaps.json"));
        foreach (var file in Directory.EnumerateFiles(_folder, "*.rec").Order(StringComparer.Ordinal))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var (kind, runId) = SpoolItem.Peek(file) ?? (SpoolKind.Spans, "");
                Note(number, new Entry(file, new FileInfo(file).Length, kind, runId));
                _next = Math.Max(_next, number + 1);
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Records given up because the spool was full or they were too old.</summary>
    public long Dropped { get; private set; }

    /// <summary>Stretches of results that were given up and nobody was told of yet.</summary>
    public SpoolGaps Gaps => _gaps;

    /// <summary>Records that were torn or changed on disk.</summary>
    public long Damaged { get; private set; }

    /// <summary>Why the last write failed; null when it went well.</summary>
    public string? WriteError { get; private set; }

    /// <summary>Whether the root span of that run waits here.</summary>
    public bool Holds(string runId)
    {
        lock (_gate)
        {
            return _waiting.Values.Any(entry => entry.RunId == runId && entry.Kind != SpoolKind.Artifact && SpoolFile.Read(entry.File) is { } item && item.Body.Span.IndexOf(OfRoot) >= 0);
        }
    }

    /// <summary>Writes and syncs a record; false, logged, counted and told as a gap, when the disk refuses.</summary>
    /// <param name="whenKept">Done when it is on disk and before anybody can send it.</param>
    public bool Append(SpoolItem item, Action? whenKept = null)
    {
        lock (_gate)
        {
            var record = item.Encode();
            var number = _next++;
            var file = Path.Combine(_folder, number.ToString("D16", CultureInfo.InvariantCulture) + ".rec");
            var refusedBefore = WriteError is not null;
            WriteError = SpoolFile.Write(file, record, _open);
            if (WriteError is { } error)
            {
                Dropped++;
                _logger.SpoolWriteFailed(item.RunId, error);
                NoteGap(item);
                return false;
            }

            if (refusedBefore)
            {
                _gaps.Keep();
            }

            whenKept?.Invoke();
            Note(number, new Entry(file, record.Length, item.Kind, item.RunId));
            KeepWithinBytes();
        }

        return true;
    }

    /// <summary>The oldest record that can be read; damaged and outdated ones are put aside on the way.</summary>
    /// <exception cref="IOException">The folder is away; nothing is given up for that.</exception>
    public (long Number, SpoolItem Item)? Oldest()
    {
        lock (_gate)
        {
            while (_waiting.Count > 0)
            {
                var (number, entry) = _waiting.First();
                if (SpoolFile.Read(entry.File) is not { } item)
                {
                    Damaged++;
                    _logger.SpoolRecordDamaged(Path.GetFileName(entry.File));
                    PutAside(number, "damaged");
                }
                else if (_clock.GetUtcNow() - item.At > MaximumAge)
                {
                    Drop(number, item);
                }
                else
                {
                    return (number, item);
                }
            }

            return null;
        }
    }

    /// <summary>Completes when something may be waiting.</summary>
    public Task WaitAsync(CancellationToken token) => _arrived.WaitAsync(token);

    /// <summary>Forgets an acknowledged record.</summary>
    public void Remove(long number)
    {
        lock (_gate)
        {
            if (Forget(number) is { } entry)
            {
                SpoolFile.Delete(entry.File);
            }
        }
    }

    /// <summary>Keeps a part of a record that the collector refuses by itself.</summary>
    public void PutAside(SpoolItem part)
    {
        lock (_gate)
        {
            using (var stream = OwnerOnly.OpenWrite(Path.Combine(_refused, $"{_next++:D16}.refused"), FileMode.Create))
            {
                stream.Write(part.Encode());
            }

            KeepFewRefused();
        }
    }

    /// <summary>Keeps a record that the collector will never take, for a person to look at; the newest hundred stay.</summary>
    public void PutAside(long number, string why)
    {
        lock (_gate)
        {
            if (Forget(number) is { } entry)
            {
                SpoolFile.Move(entry.File, Path.Combine(_refused, $"{Path.GetFileNameWithoutExtension(entry.File)}.{why}"));
                KeepFewRefused();
            }
        }
    }

    public void Dispose() => _arrived.Dispose();

    private void Note(long number, Entry entry)
    {
        _waiting[number] = entry;
        _bytes += entry.Length;
        if (entry.Kind == SpoolKind.Artifact)
        {
            (_artifacts.TryGetValue(entry.RunId, out var numbers) ? numbers : _artifacts[entry.RunId] = []).Add(number);
        }
        else
        {
            // Only now is it known how the run of these artifacts went.
            _artifacts.Remove(entry.RunId, out var numbers);
            _good.UnionWith(entry.Kind == SpoolKind.GoodSpans ? [number, .. numbers ?? []] : []);
        }

        _arrived.Release();
    }

    private Entry? Forget(long number)
    {
        if (!_waiting.Remove(number, out var entry))
        {
            return null;
        }

        _bytes -= entry.Length;
        _good.Remove(number);
        if (entry.Kind == SpoolKind.Artifact && _artifacts.TryGetValue(entry.RunId, out var numbers) && numbers.Remove(number) && numbers.Count == 0)
        {
            _artifacts.Remove(entry.RunId);
        }

        return entry;
    }

    private void KeepWithinBytes()
    {
        while (_bytes > _maximumBytes && _waiting.Count > 1)
        {
            var number = _good.Count > 0 ? _good.Min : _waiting.First().Key;
            Drop(number, SpoolFile.Read(_waiting[number].File));
        }
    }

    private void Drop(long number, SpoolItem? item)
    {
        Dropped++;
        _logger.SpoolDropped(item?.RunId ?? "?", Dropped);
        NoteGap(item);
        Remove(number);
    }

    private void NoteGap(SpoolItem? item)
    {
        if (item is not null && item.Kind != SpoolKind.Artifact)
        {
            _gaps.Add(item.Name, item.At);
        }
    }

    private void KeepFewRefused()
    {
        foreach (var old in Directory.GetFiles(_refused).Order(StringComparer.Ordinal).SkipLast(MaximumDeadLetters))
        {
            File.Delete(old);
        }
    }

    private sealed record Entry(string File, long Length, SpoolKind Kind, string RunId);
}
