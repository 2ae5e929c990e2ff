using System.Text.Json;

namespace SyntheticOps.Checker.Data;

/// <summary>
/// The largest count of each table so far, in a file. It only rises, so that many small falls are not forgiven one by one;
/// who removes rows on purpose deletes the file.
/// </summary>
internal sealed class CountBaseline
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly SortedDictionary<string, long> _counts;
    private bool _changed;

    private CountBaseline(string path, SortedDictionary<string, long> counts) => (_path, _counts) = (path, counts);

    /// <exception cref="InvalidDataException">The file is no baseline of counts.</exception>
    public static CountBaseline Read(string path)
    {
        try
        {
            return new CountBaseline(path, File.Exists(path) ? JsonSerializer.Deserialize<Document>(File.ReadAllText(path), Json)?.Counts ?? throw new JsonException() : []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a baseline of counts: {{\"counts\": {{\"table\": 12}}}} is expected.", e);
        }
    }

    public long? Of(string table) => _counts.TryGetValue(table, out var count) ? count : null;

    public void Raise(string table, long count)
    {
        if (count > (Of(table) ?? -1))
        {
            _counts[table] = count;
            _changed = true;
        }
    }

    public void Save()
    {
        if (_changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var next = $"{_path}.{Environment.ProcessId}.next";
            File.WriteAllText(next, JsonSerializer.Serialize(new Document(_counts), Json) + "\n");
            File.Move(next, _path, overwrite: true);
            _changed = false;
        }
    }

    private sealed record Document(SortedDictionary<string, long>? Counts);
}
