using System.Globalization;
using Microsoft.Extensions.Logging;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Checks.Spooling;

/// <summary>
/// What has not been sent yet, one file a record, in order. A record counts once it is on disk (fsync), and is deleted only
/// after the collector acknowledged it. Bounded by bytes and age; what is dropped is counted and logged.
/// </summary>
internal sealed class Spool : IDisposable
{
    public const long DefaultMaximumBytes = 256L * 1024 * 1024;

    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(72);

    private const int MaximumDeadLetters = 100;

    private readonly string _folder;
    private readonly string _refused;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _maximumBytes;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (string File, long Length)> _waiting = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private long _next = 1;
    private long _bytes;

    public Spool(string folder, TimeProvider clock, ILogger<Spool> logger, long maximumBytes = DefaultMaximumBytes)
    {
        (_clock, _logger, _maximumBytes) = (clock, logger, maximumBytes);
        _folder = OwnerOnly.CreateDirectory(folder).FullName;
        _refused = OwnerOnly.CreateDirectory(Path.Combine(folder, "refused")).FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "*.rec"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                Note(number, file, new FileInfo(file).Length);
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

    /// <summary>Records that were torn or changed on disk.</summary>
    public long Damaged { get; private set; }

    /// <summary>Why the last write failed; null when it went well.</summary>
    public string? WriteError { get; private set; }

    /// <summary>Writes and syncs a record; false, logged and counted, when the disk refuses.</summary>
    public bool Append(SpoolItem item)
    {
        lock (_gate)
        {
            var record = item.Encode();
            var number = _next++;
            var file = Path.Combine(_folder, number.ToString("D16", CultureInfo.InvariantCulture) + ".rec");
            try
            {
                using var stream = OwnerOnly.OpenWrite(file, FileMode.CreateNew);
                stream.Write(record);
                stream.Flush(flushToDisk: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError = e.Message;
                Dropped++;
                _logger.SpoolWriteFailed(item.RunId, e.Message);
                return false;
            }

            WriteError = null;
            Note(number, file, record.Length);
            KeepWithinBytes();
        }

        return true;
    }

    /// <summary>The oldest record that can be read; damaged and outdated ones are put aside on the way.</summary>
    public (long Number, SpoolItem Item)? Oldest()
    {
        lock (_gate)
        {
            while (_waiting.Count > 0)
            {
                var (number, (file, _)) = _waiting.First();
                if (Read(file) is not { } item)
                {
                    Damaged++;
                    _logger.SpoolRecordDamaged(Path.GetFileName(file));
                    PutAside(number, "damaged");
                }
                else if (_clock.GetUtcNow() - item.At > MaximumAge)
                {
                    Drop(number, item.RunId);
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
            if (_waiting.Remove(number, out var entry))
            {
                _bytes -= entry.Length;
                File.Delete(entry.File);
            }
        }
    }

    /// <summary>Keeps a record that the collector will never take, for a person to look at; the newest hundred stay.</summary>
    public void PutAside(long number, string why)
    {
        lock (_gate)
        {
            if (_waiting.Remove(number, out var entry))
            {
                _bytes -= entry.Length;
                File.Move(entry.File, Path.Combine(_refused, $"{Path.GetFileNameWithoutExtension(entry.File)}.{why}"), overwrite: true);
                foreach (var old in Directory.GetFiles(_refused).Order(StringComparer.Ordinal).SkipLast(MaximumDeadLetters))
                {
                    File.Delete(old);
                }
            }
        }
    }

    public void Dispose() => _arrived.Dispose();

    private void Note(long number, string file, long length)
    {
        _waiting[number] = (file, length);
        _bytes += length;
        _arrived.Release();
    }

    private void KeepWithinBytes()
    {
        while (_bytes > _maximumBytes && _waiting.Count > 1)
        {
            var (number, (file, _)) = _waiting.First();
            Drop(number, Read(file)?.RunId ?? "?");
        }
    }

    private void Drop(long number, string runId)
    {
        Dropped++;
        _logger.SpoolDropped(runId, Dropped);
        Remove(number);
    }

    private static SpoolItem? Read(string file)
    {
        try
        {
            return SpoolItem.Decode(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
