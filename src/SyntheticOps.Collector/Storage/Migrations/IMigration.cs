namespace SyntheticOps.Collector.Storage.Migrations;

/// <summary>One step of the schema. A folder that owns tables supplies its steps; a step that has shipped never changes.</summary>
internal interface IMigration
{
    /// <summary>Unique and the order of application: storage 1 to 99, incidents 100 to 199.</summary>
    int Number { get; }

    /// <summary>Kebab-case, unique.</summary>
    string Name { get; }

    /// <summary>The statements, run in one transaction.</summary>
    string Sql { get; }
}
