using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Evidence.Integrity;

/// <summary>
/// The approved scripts, frames and security headers of pages, by their globs. A run that finds the file missing and saw every
/// page writes it; from then on what is added, changed or removed is drift until somebody approves the new state.
/// </summary>
internal sealed record IntegrityBaseline(IReadOnlyDictionary<string, PageInventory> Pages)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The approved state in the file; null when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is no baseline; the message names it.</exception>
    public static IntegrityBaseline? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<IntegrityBaseline>(File.ReadAllBytes(path), Json) is { Pages: { } pages } baseline
                && pages.Values.All(page => page is { Scripts: not null, Inline: not null, Frames: not null, Headers: not null })
                    ? baseline
                    : throw new InvalidDataException($"{path} is not a baseline of pages: an object with \"pages\" is expected.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a baseline of pages ({e.Message}).", e);
        }
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        File.WriteAllBytes(next, [.. ToJson(), (byte)'\n']);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>What differs now, on the pages that were seen. What is missing on a page that was cut short is not counted.</summary>
    public IEnumerable<Finding> Drift(IReadOnlyDictionary<string, PageInventory> seen, bool complete) =>
        seen.OrderBy(page => page.Key, StringComparer.Ordinal)
            .SelectMany(page => new PageDrift(page.Key, Pages.GetValueOrDefault(page.Key) ?? new PageInventory(), page.Value).Findings(complete));
}
