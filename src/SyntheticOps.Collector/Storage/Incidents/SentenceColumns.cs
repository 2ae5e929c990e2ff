using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Evidence and timeline keep their code and arguments beside the English text.</summary>
internal sealed class SentenceColumns : IMigration
{
    public int Number => 101;

    public string Name => "incident-sentences";

    public string Sql =>
        """
        ALTER TABLE incident_evidence ADD COLUMN sentence TEXT NOT NULL DEFAULT '';
        ALTER TABLE incident_timeline ADD COLUMN sentence TEXT NOT NULL DEFAULT '';
        """;
}
