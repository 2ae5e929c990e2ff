namespace Parfumerie.Data;

/// <summary>Outermost: leaves a failed client span where a connection does not open, whoever made it fail.</summary>
internal sealed class TracedDatabase(IShopDatabase inner, ISqlDialect dialect, TimeProvider clock) : IShopDatabase
{
    public async ValueTask<ShopConnection> OpenAsync(CancellationToken token)
    {
        var since = clock.GetUtcNow();
        try
        {
            return await inner.OpenAsync(token);
        }
        catch (Exception e) when (Failed(since, e))
        {
            throw;
        }
    }

    /// <summary>Runs as an exception filter, so that the exception passes by untouched.</summary>
    private bool Failed(DateTimeOffset since, Exception e)
    {
        SqlSpan.ConnectFailed(dialect.SystemName, since, e);
        return false;
    }
}
