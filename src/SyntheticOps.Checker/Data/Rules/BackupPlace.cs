using System.Globalization;
using System.Text.Json;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Json;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>Where backups are: files, or a list at an address.</summary>
internal abstract class BackupPlace
{
    public static BackupPlace Read(ConfigMap map, Site site, HttpTransport transport)
    {
        var newest = map.Require("newest");
        var text = newest?.AsSecret() ?? "";
        var (at, headers) = (map.Find("at"), RequestHeaders.Read(map));
        if (!text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            at?.Fail("'at' is a path in a JSON answer; these backups are files");
            return new BackupFiles(newest is null ? site.Name : Path.GetFullPath(text, Path.GetDirectoryName(newest.File)!));
        }

        var url = newest!.AsUrl() ?? site.Url;
        return new BackupList(transport, url, headers, at is null ? null : JsonPath.Read(at));
    }

    public abstract Task<BackupSeen> LookAsync(CheckRun run, CancellationToken token);
}

/// <summary>The newest backup.</summary>
/// <param name="At">Null when there is none.</param>
/// <param name="Bytes">Null when nobody says.</param>
/// <param name="Fault">Why nothing could be seen; null when all went well.</param>
internal sealed record BackupSeen(DateTimeOffset? At, long? Bytes = null, string? Name = null, Saying? Fault = null);

/// <summary>`newest: backups/*.dump`: the newest file of that pattern by its time of change.</summary>
internal sealed class BackupFiles(string pattern) : BackupPlace
{
    public override Task<BackupSeen> LookAsync(CheckRun run, CancellationToken token)
    {
        try
        {
            return Task.FromResult(Newest(pattern) is { } file
                ? new BackupSeen(new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), file.Length, file.Name)
                : new BackupSeen(null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(new BackupSeen(null, Fault: Saying.Text(e.Message)));
        }
    }

    /// <summary>Null when no file is of that pattern; the star stands in the last part only.</summary>
    public static FileInfo? Newest(string pattern)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(pattern) ?? "/");
        return folder.Exists ? folder.EnumerateFiles(Path.GetFileName(pattern)).MaxBy(file => file.LastWriteTimeUtc) : null;
    }
}

/// <summary>
/// `newest: URL`: a JSON answer with the time at `at`, the list of backups of Supabase's management API
/// (`/v1/projects/REF/database/backups`), or whatever has a Last-Modified header, such as an object in a store.
/// </summary>
internal sealed class BackupList(HttpTransport transport, Uri url, IReadOnlyList<HttpHeader> headers, JsonPath? at) : BackupPlace
{
    public override async Task<BackupSeen> LookAsync(CheckRun run, CancellationToken token)
    {
        var exchange = await transport.FetchAsync(new HttpFetch(url) { Headers = headers, MayFail = true }, run, token);
        return exchange switch
        {
            { Failure: { } failure } => new(null, Fault: failure.Said),
            { Status: not 200 } => new(null, Fault: Saying.Of("data.answered", url.IdnHost, exchange.Status.ToString(CultureInfo.InvariantCulture))),
            _ => Read(exchange, at),
        };
    }

    internal static BackupSeen Read(HttpExchange exchange, JsonPath? at)
    {
        try
        {
            using var document = JsonDocument.Parse(exchange.Text());
            var root = document.RootElement;
            if (at is not null)
            {
                return at.Find(root) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } found
                    ? new(NewestRule.Time(found.ValueKind == JsonValueKind.Number ? found.GetInt64() : found.GetString()))
                    : new(null, Fault: Saying.Of("backup.no-time"));
            }

            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("backups", out var backups) && backups.ValueKind == JsonValueKind.Array)
            {
                return new(Supabase(root, backups));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException or InvalidOperationException)
        {
            if (at is not null)
            {
                return new(null, Fault: Saying.Of("backup.no-time"));
            }
        }

        return DateTimeOffset.TryParse(exchange.HeaderValues("Last-Modified").FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            ? new(modified, exchange.Body.Length)
            : new(null, Fault: Saying.Of("backup.no-list"));
    }

    private static DateTimeOffset? Supabase(JsonElement root, JsonElement backups)
    {
        var times = backups.EnumerateArray()
            .Where(backup => backup.ValueKind == JsonValueKind.Object && (!backup.TryGetProperty("status", out var status) || status.ValueEquals("COMPLETED")))
            .Select(backup => backup.TryGetProperty("inserted_at", out var inserted) ? NewestRule.Time(inserted.GetString()) : null)
            .ToList();
        if (root.TryGetProperty("physical_backup_data", out var physical) && physical.ValueKind == JsonValueKind.Object
            && physical.TryGetProperty("latest_physical_backup_date_unix", out var latest) && latest.TryGetInt64(out var unix))
        {
            times.Add(NewestRule.Time(unix));
        }

        return times.Max();
    }
}
