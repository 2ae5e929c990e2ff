using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>One statement, prepared once for all rows of a batch.</summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly DbCommand _command;

    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">Its open transaction.</param>
    /// <param name="sql">The statement; its parameters are @p0, @p1, ...</param>
    /// <param name="parameters">How many parameters it has.</param>
    public PreparedInsert(DbConnection connection, DbTransaction transaction, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            _command.Parameters.Add(parameter);
        }
    }

    /// <returns>Rows changed.</returns>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
