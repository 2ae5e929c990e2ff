using System.Data.Common;
using Dapper;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Inserts runs; the first root span of a trace wins.</summary>
internal sealed class RunInsert(DbConnection connection, DbTransaction transaction)
{
    private const string InsertRun = """
        insert or ignore into runs (run_id, root_span_id, site, check_name, type, location, outcome, reason, run_trigger, attempt, start_nano,
          duration_nano, received_nano, message, failed_step, url, server_address, maintenance, sandbox, config_hash, ruleset_version,
          findings, findings_dropped, artifacts, message_parts)
        values (@RunId, @RootSpanId, @Site, @CheckName, @Type, @Location, @Outcome, @Reason, @RunTrigger, @Attempt, @StartNano,
          @DurationNano, @ReceivedNano, @Message, @FailedStep, @Url, @ServerAddress, @Maintenance, @Sandbox, @ConfigHash, @RulesetVersion,
          @Findings, @FindingsDropped, @Artifacts, @MessageParts)
        """;

    private const string Latest = """
        insert into latest_runs (site, check_name, location, start_nano, run_id)
        values (@Site, @CheckName, @Location, @StartNano, @RunId)
        on conflict (site, check_name, location) do update set start_nano = excluded.start_nano, run_id = excluded.run_id
        where excluded.start_nano >= start_nano
        """;

    /// <returns>Whether it is new.</returns>
    public bool Insert(RunRecord run)
    {
        var row = RunRow.From(run);
        if (connection.Execute(InsertRun, row, transaction) == 0)
        {
            return false;
        }

        connection.Execute(Latest, row, transaction);
        return true;
    }
}
