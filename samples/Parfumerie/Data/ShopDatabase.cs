namespace Parfumerie.Data;

/// <summary>Opens the configured database and puts the schema in place before the first use, also when the server comes up after us.</summary>
internal sealed class ShopDatabase(ISqlDialect dialect) : IShopDatabase, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _prepared;

    public async ValueTask<ShopConnection> OpenAsync(CancellationToken token)
    {
        if (!_prepared)
        {
            await PrepareAsync(token);
        }

        var connection = dialect.Create();
        try
        {
            await connection.OpenAsync(token);
            return new ShopConnection(connection, dialect.SystemName);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task PrepareAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            if (!_prepared)
            {
                await Schema.PrepareAsync(dialect, token);
                _prepared = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
