using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`backup: {newest, at, headers, older-than, at-least}`: there is a backup, it is young enough, and not empty.</summary>
internal sealed class BackupRule(BackupPlace place, TimeSpan olderThan, long atLeast) : IDataRule
{
    public const string Code = "backup-stale";

    private const string Subject = "backup";

    public static BackupRule Read(ConfigMap map, BackupPlace place) => new(
        place,
        map.Require("older-than")?.AsDuration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(366)) ?? TimeSpan.FromDays(1),
        map.Find("at-least")?.AsInteger(1, int.MaxValue) ?? 1);

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) => Judge(await place.LookAsync(look.Run, token), look.Now, olderThan, atLeast);

    public static Finding? Judge(BackupSeen seen, DateTimeOffset now, TimeSpan olderThan, long atLeast)
    {
        if (seen.Fault is { } fault)
        {
            var said = Saying.Of("backup.unseen", fault);
            return Of("backup-unseen", Severity.Warning, [said.Pack()], said.Short());
        }

        if (seen.At is not { } at)
        {
            return Of(Code, Severity.Error, ["", Durations.Format(olderThan), ""], "There is no backup at all.");
        }

        var when = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var age = Durations.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - at).TotalSeconds))));
        if (now - at > olderThan)
        {
            return Of(Code, Severity.Error, [age, Durations.Format(olderThan), when], $"The newest backup{Named(seen)} is from {when}, older than {Durations.Format(olderThan)}.");
        }

        return seen.Bytes < atLeast
            ? Of(
                "backup-small",
                Severity.Error,
                [seen.Bytes.Value.ToString(CultureInfo.InvariantCulture), atLeast.ToString(CultureInfo.InvariantCulture), when],
                $"The newest backup{Named(seen)} has {seen.Bytes} bytes; at least {atLeast} are expected.")
            : null;
    }

    private static string Named(BackupSeen seen) => seen.Name is null ? "" : $" ({seen.Name})";

    private static Finding Of(string code, Severity severity, string[] args, string text) => new(code, severity, FindingKind.State, Subject, args, text);
}
