using System.Text.Json;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// Every state, one JSON line each; the last line holds. Appending and syncing one file is durable without syncing its
/// folder, which .NET cannot do on every system. A last line without its end was never acknowledged and is dropped.
/// </summary>
internal sealed class MaintenanceJournal : IDisposable
{
    /// <summary>More lines than this are cut to the last two at start, twice as many while it runs.</summary>
    private const int LinesKept = 200;

    private readonly string _path;
    private FileStream _stream;
    private int _lines;

    private MaintenanceJournal(string path, int lines, MaintenanceState? last, MaintenanceState? beforeLast)
    {
        (_path, _lines, Last, BeforeLast) = (path, lines, last, beforeLast);
        _stream = OwnerOnly.OpenWrite(path, FileMode.Append);
    }

    /// <summary>The state at the last stop; null before the first change.</summary>
    public MaintenanceState? Last { get; }

    /// <summary>The one before, for undo; null when there is none or it cannot be read.</summary>
    public MaintenanceState? BeforeLast { get; }

    public static MaintenanceJournal Open(string path)
    {
        var lines = File.Exists(path) ? Complete(File.ReadAllText(path)) : [];
        var last = lines.Length == 0 ? null : Parse(path, lines[^1]);
        var beforeLast = lines.Length < 2 ? null : Find(lines[^2]);
        var kept = lines.Length > LinesKept ? lines[^2..] : lines;
        OwnerOnly.WriteAllText(path, string.Concat(kept.Select(line => line + "\n")));
        return new MaintenanceJournal(path, kept.Length, last, beforeLast);
    }

    /// <summary>Returns after the line is on disk; a line that could not be written whole is taken back.</summary>
    public void Append(MaintenanceState state)
    {
        if (_lines >= 2 * LinesKept)
        {
            Cut();
        }

        var end = _stream.Position;
        try
        {
            _stream.Write(JsonSerializer.SerializeToUtf8Bytes(state, MaintenanceJson.Options));
            _stream.WriteByte((byte)'\n');
            _stream.Flush(flushToDisk: true);
            _lines++;
        }
        catch (IOException)
        {
            _stream.SetLength(end);
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Keeps the last two lines; the file is replaced as a whole, so that a kill leaves the old one or the new one.</summary>
    private void Cut()
    {
        var kept = Complete(File.ReadAllText(_path))[^2..];
        OwnerOnly.WriteAllText(_path, string.Concat(kept.Select(line => line + "\n")));
        _stream.Dispose();
        _stream = OwnerOnly.OpenWrite(_path, FileMode.Append);
        _lines = kept.Length;
    }

    private static string[] Complete(string text) => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static MaintenanceState? Find(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MaintenanceState>(line, MaintenanceJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MaintenanceState Parse(string path, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MaintenanceState>(line, MaintenanceJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"The last line of {path} is not a maintenance state ({e.Message}). Whether customers may enter is unknown: remove the file to start with maintenance off.");
        }
    }
}
