using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Tables of spans, traces, runs, logs and metric points. Times are nanoseconds since 1970.</summary>
internal sealed class TelemetryTables : IMigration
{
    public int Number => 1;

    public string Name => "telemetry";

    public string Sql => """
        create table store_probe (id integer primary key check (id = 1), at_ms integer not null);

        create table spans (
          trace_id text not null, span_id text not null, parent_span_id text, name text not null, kind text not null,
          start_nano integer not null, end_nano integer not null, is_error integer not null, status_message text,
          service_name text not null, service_instance_id text, location text,
          attributes text not null, events text not null,
          primary key (trace_id, span_id)) without rowid;
        create index spans_by_start on spans (start_nano);

        -- What a list of traces shows; kept from newly stored spans only, so that a repeated delivery changes nothing.
        create table traces (
          trace_id text primary key, start_nano integer not null, end_nano integer not null,
          spans integer not null, errors integer not null,
          root_name text not null, root_service text not null, root_start_nano integer not null, has_root integer not null) without rowid;
        create index traces_by_start on traces (start_nano, trace_id);
        create table trace_services (
          trace_id text not null references traces on delete cascade, service_name text not null,
          primary key (trace_id, service_name)) without rowid;

        create table runs (
          run_id text primary key, root_span_id text not null, site text not null, check_name text not null, type text not null,
          location text not null, outcome text not null, reason text, run_trigger text not null, attempt integer not null,
          start_nano integer not null, duration_nano integer not null, received_nano integer not null, message text, failed_step text,
          url text, server_address text, maintenance integer not null, sandbox integer, config_hash text, ruleset_version text,
          findings text not null, findings_dropped integer not null, artifacts text not null) without rowid;
        create index runs_by_check on runs (site, check_name, start_nano, run_id);
        create index runs_by_start on runs (start_nano, run_id);
        create table latest_runs (
          site text not null, check_name text not null, location text not null, start_nano integer not null,
          run_id text not null references runs on delete cascade,
          primary key (site, check_name, location)) without rowid;
        create index latest_runs_by_run on latest_runs (run_id);

        create table logs (
          record_key blob primary key, time_nano integer not null, service_name text not null, severity integer not null,
          body text not null, event_name text, trace_id text, span_id text, attributes text not null) without rowid;
        create index logs_by_trace on logs (trace_id, time_nano) where trace_id is not null;
        create index logs_by_time on logs (time_nano);

        create table metric_points (
          name text not null, stream blob not null, time_nano integer not null, service_name text not null,
          service_instance_id text, value real not null, count integer, unit text, attributes text not null,
          primary key (name, stream, time_nano)) without rowid;
        create index metric_points_by_time on metric_points (time_nano);
        """;
}
