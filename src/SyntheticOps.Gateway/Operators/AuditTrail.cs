using System.Text.Json;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Gateway.Operators;

/// <summary>
/// Who did what, newest last: one JSON line each in audit.jsonl (0600), kept over restarts. It is a record, not a state: a line that
/// cannot be written is told to the log and does not undo what it records.
/// </summary>
internal sealed class AuditTrail : IDisposable
{
    /// <summary>Entries that a restart keeps and the API can show.</summary>
    public const int Kept = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _gate = new();
    private readonly LinkedList<AuditEntry> _entries = [];
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string _path;
    private FileStream? _stream;
    private int _lines;

    public AuditTrail(string path, TimeProvider clock, ILogger<AuditTrail> log)
    {
        (_path, _clock, _log) = (path, clock, log);
        foreach (var line in File.Exists(path) ? File.ReadLines(path).TakeLast(Kept) : [])
        {
            if (Parse(line) is { } entry)
            {
                _entries.AddLast(entry);
            }
        }

        Rewrite();
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<AuditEntry> Newest(int count)
    {
        lock (_gate)
        {
            return [.. _entries.Reverse().Take(count)];
        }
    }

    public void Add(string actor, string action, string subject = "", string text = "")
    {
        var entry = new AuditEntry(_clock.GetUtcNow(), actor, action, subject, text);
        lock (_gate)
        {
            _entries.AddLast(entry);
            if (_entries.Count > Kept)
            {
                _entries.RemoveFirst();
            }

            try
            {
                Append(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _log.AuditNotWritten(actor, action, subject, e);
            }
        }
    }

    public void Dispose() => _stream?.Dispose();

    private void Append(AuditEntry entry)
    {
        if (_stream is null || _lines >= 2 * Kept)
        {
            Rewrite(); // it holds the new entry too
            return;
        }

        _stream.Write(Line(entry));
        _stream.Flush(flushToDisk: true);
        _lines++;
    }

    private void Rewrite()
    {
        _stream?.Dispose();
        _stream = null;
        OwnerOnly.WriteAllText(_path, string.Concat(_entries.Select(entry => JsonSerializer.Serialize(entry, Json) + "\n")));
        _stream = OwnerOnly.OpenWrite(_path, FileMode.Append);
        _lines = _entries.Count;
    }

    private static byte[] Line(AuditEntry entry) => [.. JsonSerializer.SerializeToUtf8Bytes(entry, Json), (byte)'\n'];

    /// <summary>Null for a line that a kill tore.</summary>
    private static AuditEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
