using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Finds the few log events of attacks among all logs.</summary>
internal sealed class AttackIndex : IMigration
{
    public int Number => 2;

    public string Name => "attack-index";

    public string Sql => "create index logs_of_attacks on logs (time_nano) where event_name = 'synthetic.gateway.attack'";
}
