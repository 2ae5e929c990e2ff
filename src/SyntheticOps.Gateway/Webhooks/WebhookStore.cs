namespace SyntheticOps.Gateway.Webhooks;

/// <summary>
/// What waits and what was put aside, in the order of arrival. <see cref="Add"/> returns after the disk has it; a webhook
/// leaves the disk only after the shop took it or a person deleted it.
/// </summary>
internal sealed class WebhookStore
{
    private readonly WebhookFolder _folder;
    private readonly long _maximumBytes;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, WebhookEntry> _entries = [];
    private readonly HashSet<(string Route, string EventId)> _held = [];
    private readonly HashSet<(string Route, string EventId)> _writing = [];
    private readonly DeliveredEvents _delivered = new();
    private long _bytes;
    private long _next = 1;

    public WebhookStore(WebhookFolder folder, long maximumBytes, ILogger<WebhookStore> log)
    {
        (_folder, _maximumBytes) = (folder, maximumBytes);
        foreach (var (number, length) in folder.Open())
        {
            _next = number + 1;
            if (folder.Read(number) is not { } webhook)
            {
                Damaged++;
                folder.PutAside(number);
                log.WebhookDamaged(number);
            }
            else
            {
                Note(Entry(number, length, webhook));
            }
        }
    }

    /// <summary>Rings when something for a route may wait.</summary>
    public event Action<string>? Arrived;

    /// <summary>Files that could not be read at start; they lie beside the others.</summary>
    public int Damaged { get; }

    public long Bytes => Locked(() => _bytes);

    public IReadOnlyList<WebhookEntry> Entries => Locked(() => _entries.Values.ToArray());

    /// <summary>The oldest of a route that waits.</summary>
    public WebhookEntry? Oldest(string route) => Locked(() => _entries.Values.FirstOrDefault(entry => entry.Route == route && !entry.IsDead));

    /// <summary>The one of the same route that waits behind it.</summary>
    public WebhookEntry? Next(WebhookEntry entry) => Locked(() => _entries.Values.FirstOrDefault(other => other.Route == entry.Route && !other.IsDead && other.Number > entry.Number));

    public bool HasWaiting(string route) => Oldest(route) is not null;

    /// <summary>Whether the shop got this event from us since the start, after we had stored it.</summary>
    public bool WasDelivered(string route, string? eventId) => eventId is not null && Locked(() => _delivered.Contains(route, eventId));

    /// <exception cref="IOException">The disk refused; nothing is stored.</exception>
    public StoreResult Add(StoredWebhook webhook)
    {
        var record = webhook.Encode();
        var (number, refused) = Locked(() => Reserve(webhook, record.Length));
        if (refused is { } result)
        {
            return result;
        }

        try
        {
            _folder.Write(number, record);
            Locked(() => Settle(webhook, record.Length, Entry(number, record.Length, webhook)));
        }
        catch (IOException)
        {
            try
            {
                _folder.Delete(number);
            }
            finally
            {
                Locked(() => Settle(webhook, record.Length, null)); // else its sender would hear "busy" for ever
            }

            throw;
        }

        Arrived?.Invoke(webhook.Route);
        return StoreResult.Stored;
    }

    /// <summary>The whole of it; null when it is gone. One that cannot be read any more is put aside.</summary>
    public StoredWebhook? Read(WebhookEntry entry)
    {
        var webhook = _folder.Read(entry.Number);
        if (webhook is null && Locked(() => Forget(entry)))
        {
            _folder.PutAside(entry.Number);
        }

        return webhook;
    }

    /// <summary>The shop has it.</summary>
    public void Delivered(WebhookEntry entry)
    {
        if (entry.EventId is { } eventId)
        {
            Locked(() => _delivered.Add(entry.Route, eventId));
        }

        Delete(entry);
    }

    public void Delete(WebhookEntry entry)
    {
        _folder.Delete(entry.Number);
        Locked(() => Forget(entry));
    }

    /// <summary>Notes a try that failed.</summary>
    public void Failed(WebhookEntry entry, int attempts, string problem) =>
        Locked(() => Replace(entry with { Attempts = attempts, Problem = problem }));

    /// <summary>Puts it aside (with a reason) or back into its place in the queue (without).</summary>
    public void Mark(WebhookEntry entry, string? deadBecause)
    {
        if (_folder.Read(entry.Number) is { } webhook)
        {
            _folder.Write(entry.Number, (webhook with { DeadBecause = deadBecause }).Encode());
            Locked(() => Replace(entry with { IsDead = deadBecause is not null, Attempts = 0, Problem = deadBecause }));
            Arrived?.Invoke(entry.Route);
        }
    }

    private static WebhookEntry Entry(long number, long bytes, StoredWebhook webhook) =>
        new(number, webhook.Id, webhook.Route, webhook.EventId, webhook.Received, bytes) { IsDead = webhook.DeadBecause is not null, Problem = webhook.DeadBecause };

    private (long Number, StoreResult? Refused) Reserve(StoredWebhook webhook, long length)
    {
        if (webhook.EventId is { } eventId)
        {
            var key = (webhook.Route, eventId);
            if (_held.Contains(key) || _delivered.Contains(webhook.Route, eventId))
            {
                return (0, StoreResult.Known);
            }

            if (_writing.Contains(key))
            {
                return (0, StoreResult.Busy);
            }
        }

        if (_bytes + length > _maximumBytes)
        {
            return (0, StoreResult.Full);
        }

        if (webhook.EventId is { } reserved)
        {
            _writing.Add((webhook.Route, reserved));
        }

        _bytes += length;
        return (_next++, null);
    }

    private void Settle(StoredWebhook webhook, long length, WebhookEntry? entry)
    {
        _bytes -= length;
        if (webhook.EventId is { } eventId)
        {
            _writing.Remove((webhook.Route, eventId));
        }

        if (entry is not null)
        {
            Note(entry);
        }
    }

    private void Note(WebhookEntry entry)
    {
        _entries[entry.Number] = entry;
        _bytes += entry.Bytes;
        if (entry.EventId is { } eventId)
        {
            _held.Add((entry.Route, eventId));
        }
    }

    private bool Forget(WebhookEntry entry)
    {
        if (!_entries.Remove(entry.Number))
        {
            return false;
        }

        _bytes -= entry.Bytes;
        if (entry.EventId is { } eventId)
        {
            _held.Remove((entry.Route, eventId));
        }

        return true;
    }

    private void Replace(WebhookEntry entry)
    {
        if (_entries.ContainsKey(entry.Number))
        {
            _entries[entry.Number] = entry;
        }
    }

    private void Locked(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
