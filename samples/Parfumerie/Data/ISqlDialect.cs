using System.Data.Common;

namespace Parfumerie.Data;

/// <summary>The little in which SQLite and PostgreSQL differ for us; all SQL of the repositories runs on both.</summary>
internal interface ISqlDialect
{
    /// <summary>Value of `db.system.name`.</summary>
    string SystemName { get; }

    /// <summary>What a new database needs outside of any transaction, such as pragmas; may be empty.</summary>
    string Preamble { get; }

    /// <summary>What keeps two shops that start at once from making the schema together; may be empty.</summary>
    string SchemaLock { get; }

    DbConnection Create();
}
