using Dapper;
using Microsoft.Data.Sqlite;

namespace SyntheticOps.Collector.Storage.Migrations;

/// <summary>Brings the schema up to date, one transaction a step; a step that is killed half-way has not happened.</summary>
internal sealed class Migrator(IEnumerable<IMigration> migrations)
{
    private readonly IMigration[] _steps = Ordered(migrations);

    /// <summary>Steps in the file that this version does not know: a newer version wrote it. Changes nothing.</summary>
    public static IReadOnlyList<string> FindUnknown(SqliteConnection connection, IEnumerable<IMigration> known) =>
        !HasTable(connection)
            ? []
            : [.. connection.Query<(int Number, string Name)>("select number, name from migrations order by number")
                .Where(row => known.All(step => step.Number != row.Number || step.Name != row.Name))
                .Select(row => $"{row.Number} {row.Name}")];

    public void Apply(SqliteConnection connection, TimeProvider clock)
    {
        connection.Execute("create table if not exists migrations (number integer primary key, name text not null unique, applied_at text not null)");
        var done = connection.Query<int>("select number from migrations").ToHashSet();
        foreach (var step in _steps.Where(step => !done.Contains(step.Number)))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(step.Sql, transaction: transaction);
            connection.Execute(
                "insert into migrations (number, name, applied_at) values (@Number, @Name, @At)",
                new { step.Number, step.Name, At = clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
                transaction);
            transaction.Commit();
        }
    }

    private static bool HasTable(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("select count(*) from sqlite_master where type = 'table' and name = 'migrations'") > 0;

    private static IMigration[] Ordered(IEnumerable<IMigration> migrations)
    {
        IMigration[] steps = [.. migrations.OrderBy(step => step.Number)];
        var twice = steps.GroupBy(step => step.Number).Where(group => group.Count() > 1).Select(group => $"number {group.Key}")
            .Concat(steps.GroupBy(step => step.Name).Where(group => group.Count() > 1).Select(group => $"name {group.Key}"))
            .ToArray();
        return twice.Length == 0 ? steps : throw new InvalidOperationException($"Migrations registered twice: {string.Join(", ", twice)}.");
    }
}
