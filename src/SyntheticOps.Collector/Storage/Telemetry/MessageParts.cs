using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Runs keep the code and arguments of their message beside the English text.</summary>
internal sealed class MessageParts : IMigration
{
    public int Number => 3;

    public string Name => "run-message-parts";

    public string Sql => "ALTER TABLE runs ADD COLUMN message_parts TEXT;";
}
