using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Tables of incidents, their notifications and drills. Times are UTC ticks.</summary>
internal sealed class IncidentSchema : IMigration
{
    public int Number => 100;

    public string Name => "incidents";

    public string Sql =>
        """
        CREATE TABLE IF NOT EXISTS incidents (
            number BIGINT PRIMARY KEY, site TEXT NOT NULL, scenario TEXT NOT NULL, cause TEXT NOT NULL, host TEXT,
            title_code TEXT NOT NULL, title_args TEXT NOT NULL, severity TEXT NOT NULL, state TEXT NOT NULL,
            opened_at BIGINT NOT NULL, first_failure_at BIGINT NOT NULL, acknowledged_at BIGINT, acknowledged_by TEXT,
            resolved_at BIGINT, reopened INTEGER NOT NULL, drill TEXT);
        CREATE UNIQUE INDEX IF NOT EXISTS incidents_key ON incidents (site, scenario, cause) WHERE state <> 'resolved';
        CREATE INDEX IF NOT EXISTS incidents_opened ON incidents (opened_at);
        CREATE TABLE IF NOT EXISTS incident_feeds (
            incident BIGINT NOT NULL, rule TEXT NOT NULL, check_name TEXT NOT NULL, scenario TEXT NOT NULL, cause TEXT NOT NULL,
            recovered INTEGER NOT NULL, newest_run TEXT,
            diagnose_run TEXT, diagnose_until BIGINT NOT NULL, PRIMARY KEY (incident, rule, check_name, cause));
        CREATE TABLE IF NOT EXISTS incident_runs (incident BIGINT NOT NULL, run TEXT NOT NULL, started_at BIGINT NOT NULL, PRIMARY KEY (incident, run));
        CREATE TABLE IF NOT EXISTS incident_evidence (
            incident BIGINT NOT NULL, position INTEGER NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
            text TEXT NOT NULL, PRIMARY KEY (incident, position));
        CREATE TABLE IF NOT EXISTS incident_timeline (
            incident BIGINT NOT NULL, position INTEGER NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, code TEXT NOT NULL,
            text TEXT NOT NULL, PRIMARY KEY (incident, position));
        CREATE TABLE IF NOT EXISTS outbox (
            delivery TEXT PRIMARY KEY, incident BIGINT NOT NULL, channel TEXT NOT NULL, transition TEXT NOT NULL,
            occurrence INTEGER NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, due_at BIGINT NOT NULL, claim TEXT, claimed_until BIGINT NOT NULL,
            UNIQUE (incident, channel, transition, occurrence));
        CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due_at) WHERE state IN ('pending', 'retrying');
        CREATE TABLE IF NOT EXISTS drills (
            id TEXT PRIMARY KEY, site TEXT NOT NULL, scenario TEXT NOT NULL, without_rules TEXT NOT NULL, notify TEXT,
            created_at BIGINT NOT NULL, ends_at BIGINT NOT NULL);
        """;
}
