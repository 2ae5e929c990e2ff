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
    /// <summary>More lines than this are cut to the last two at start.</summary>
    private const int LinesKept = 1_000;

    private readonly FileStream _stream;

    private MaintenanceJournal(FileStream stream, MaintenanceState? last, MaintenanceState? beforeLast) => (_stream, Last, BeforeLast) = (stream, last, beforeLast);

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
        return new MaintenanceJournal(OwnerOnly.OpenWrite(path, FileMode.Append), last, beforeLast);
    }

    /// <summary>Returns after the line is on disk; a line that could not be written whole is taken back.</summary>
    public void Append(MaintenanceState state)
    {
        var end = _stream.Position;
        try
        {
            _stream.Write(JsonSerializer.SerializeToUtf8Bytes(state, MaintenanceJson.Options));
            _stream.WriteByte((byte)'\n');
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _stream.SetLength(end);
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();

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
