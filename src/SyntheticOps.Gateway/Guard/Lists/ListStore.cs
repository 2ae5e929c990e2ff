using System.Text.Json;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>The entries made by the API and by the gateway itself, one file that is replaced as a whole (0600, synced).</summary>
internal sealed class ListStore(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="StartupException">Who is blocked is unknown, so the gateway does not open.</exception>
    public IReadOnlyList<ListEntry> Load()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. JsonSerializer.Deserialize<Line[]>(File.ReadAllBytes(path), Json)!.Select(line => line.ToEntry())];
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"{path} is not a readable list of blocks ({e.Message}). Who is blocked is unknown: mend or remove the file, or start with --maintenance-only, which serves nothing but the maintenance page.");
        }
    }

    /// <summary>Returns after the entries are on disk.</summary>
    /// <exception cref="IOException">Nothing was changed.</exception>
    public void Save(IEnumerable<ListEntry> entries) =>
        OwnerOnly.WriteAllText(path, JsonSerializer.Serialize(entries.Select(Line.Of), Json));

    private sealed record Line(string List, string Range, DateTimeOffset? Until, string Reason, string Actor, DateTimeOffset Since, string Source)
    {
        public static Line Of(ListEntry entry) => new(entry.List, entry.Range.ToString(), entry.Until, entry.Reason, entry.Actor, entry.Since, entry.Source);

        public ListEntry ToEntry() => AddressRange.TryParse(Range, out var range) && List is ListNames.Block or ListNames.Allow
            ? new ListEntry(List, range, Until, Reason, Actor, Since, Source)
            : throw new FormatException($"'{List} {Range}': {AddressRange.Form}");
    }
}
