using System.Data.Common;
using System.Globalization;
using Npgsql;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Restore;

/// <summary>
/// `restore-test: {into, dump, schemas, fewer-at-most, tools}`: a backup is one when it can be restored. Dumps the source in the
/// check's own read-only snapshot (or takes the newest file), restores it into a database of its own and compares.
/// </summary>
internal sealed class RestoreTestRule(RestoreOptions options, TimeProvider clock) : IDataRule
{
    /// <param name="source">Null after a mistake.</param>
    public static RestoreTestRule Read(ConfigMap map, PostgresSource? source, TimeProvider clock)
    {
        var into = map.Require("into");
        var dump = map.Find("dump");
        var schemas = map.Find("schemas")?.AsItemsOrOne().Select(Schema).ToList() ?? ["public"];
        var fewer = map.Find("fewer-at-most");
        if (fewer is not null && dump is null)
        {
            fewer.Fail("a dump that is made by the test itself has all rows; fewer-at-most is for a 'dump' that was made earlier");
        }

        return new RestoreTestRule(
            new RestoreOptions
            {
                Source = source?.ConnectionString ?? "",
                Into = into is null ? "" : SourceReader.Address(into),
                Dump = dump is null ? null : Path.GetFullPath(dump.AsText(), Path.GetDirectoryName(dump.File)!),
                Schemas = schemas,
                FewerAtMost = fewer is null ? 10 : Share.Read(fewer),
                Tools = map.Find("tools")?.AsPath(),
            },
            clock);
    }

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token)
    {
        var session = (SqlSession)look.Session;
        var started = clock.GetTimestamp();
        var work = Directory.CreateTempSubdirectory("synops-restore-");
        try
        {
            var source = await TableFacts.ReadAsync(options.Schemas, (sql, most) => session.RowsAsync(sql, most, token));
            if (source.Count == 0)
            {
                throw new SourceException(Reasons.CannotVerify, Saying.Of("data.not-judged", Saying.Of("restore.no-table", string.Join(", ", options.Schemas))));
            }

            var dump = options.Dump is null ? await DumpAsync(session, Path.Combine(work.FullName, "source.dump"), token) : BackupFiles.Newest(options.Dump)?.FullName;
            if (dump is null)
            {
                return RestoreVerdict.NoDump(Path.GetFileName(options.Dump!));
            }

            var name = options.Dump is null ? "The dump of the source" : Path.GetFileName(dump);
            await using var scratch = await ScratchDatabase.CreateAsync(options.Into, options.Schemas, clock, token);
            if (await RestoreAsync(dump, scratch, token) is { } said)
            {
                return RestoreVerdict.Failed(name, said);
            }

            var restored = await ReadAsync(scratch, token);
            return RestoreVerdict.Judge(name, source, restored, options.Dump is null, options.FewerAtMost, clock.GetElapsedTime(started));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static string Schema(ConfigNode node)
    {
        SqlText.Name(node);
        var text = node.AsText();
        if (text.Contains('.', StringComparison.Ordinal))
        {
            node.Fail("the name of a schema is expected, such as public");
        }

        return text;
    }

    /// <summary>In the snapshot of the session, so that nothing that is written meanwhile makes a difference.</summary>
    private async Task<string> DumpAsync(SqlSession session, string file, CancellationToken token)
    {
        if (await session.RowsAsync("SELECT pg_database_size(current_database())", 1, token) is [[long size]] && size > RestoreOptions.LargestSource)
        {
            throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.large", size.ToString(CultureInfo.InvariantCulture)));
        }

        var snapshot = (string)(await session.RowsAsync("SELECT pg_export_snapshot()", 1, token))[0][0];
        string[] arguments = ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}", .. options.Schemas.Select(schema => $"--schema={schema}")];
        return await new PostgresTools(options.Tools).RunAsync("pg_dump", options.Source, arguments, token) is { } said
            ? throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.no-dump", said))
            : file;
    }

    /// <summary>Only objects of the schemas: what a hoster adds beside them cannot be restored elsewhere.</summary>
    private async Task<string?> RestoreAsync(string dump, ScratchDatabase scratch, CancellationToken token)
    {
        var address = new NpgsqlConnectionStringBuilder(scratch.ConnectionString);
        string[] arguments =
        [
            "--exit-on-error", "--no-owner", "--no-privileges", $"--dbname={address.Database}", .. options.Schemas.Select(schema => $"--schema={schema}"), "--", dump,
        ];
        return await new PostgresTools(options.Tools).RunAsync("pg_restore", scratch.ConnectionString, arguments, token);
    }

    private async Task<IReadOnlyList<TableFacts>> ReadAsync(ScratchDatabase scratch, CancellationToken token)
    {
        try
        {
            await using var connection = await ScratchDatabase.OpenAsync(scratch.ConnectionString, token);
            await using var session = new SqlSession(connection, await connection.BeginTransactionAsync(token), null);
            return await TableFacts.ReadAsync(options.Schemas, (sql, most) => session.RowsAsync(sql, most, token));
        }
        catch (DbException e)
        {
            throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.unreadable", e.Message.ReplaceLineEndings(" ")));
        }
    }
}
