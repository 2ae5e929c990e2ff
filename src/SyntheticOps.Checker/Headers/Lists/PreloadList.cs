using System.Text.Json;

namespace SyntheticOps.Checker.Headers.Lists;

/// <summary>Hosts that browsers reach by https only, from a file: Chromium's format or `{"host": {"mode", "includeSubDomains"}}`.</summary>
internal sealed class PreloadList
{
    private const string Expected = "an object of hosts with \"mode\" and \"includeSubDomains\", or Chromium's \"entries\", is expected";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, bool> _forced = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">The file is no such list; the message names it.</exception>
    public static PreloadList Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return Read(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no preload list: {Expected}.", e);
        }
    }

    /// <param name="place">Where it stands, for the message.</param>
    /// <exception cref="InvalidDataException">The value is no such list.</exception>
    public static PreloadList Read(JsonElement root, string place)
    {
        try
        {
            var list = new PreloadList();
            list.Add(root);
            return list;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw new InvalidDataException($"{place} is no preload list: {Expected}.", e);
        }
    }

    /// <summary>Listed with force-https itself, or below a listed host that includes its subdomains.</summary>
    public bool Contains(string host)
    {
        if (_forced.ContainsKey(host))
        {
            return true;
        }

        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (_forced.TryGetValue(host[(dot + 1)..], out var subdomains) && subdomains)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(JsonElement root)
    {
        if (root.TryGetProperty("entries", out var entries))
        {
            foreach (var entry in entries.EnumerateArray())
            {
                Add(entry.GetProperty("name").GetString()!, entry, "include_subdomains");
            }

            return;
        }

        foreach (var host in root.EnumerateObject())
        {
            Add(host.Name, host.Value, "includeSubDomains");
        }
    }

    private void Add(string host, JsonElement entry, string subdomains)
    {
        if (entry.TryGetProperty("mode", out var mode) && mode.GetString() == "force-https")
        {
            _forced[host.Trim()] = entry.TryGetProperty(subdomains, out var value) && value.ValueKind == JsonValueKind.True;
        }
    }
}
