namespace Parfumerie.Tests.Hosting;

/// <summary>A shop that several tests share.</summary>
public abstract class SharedShop : IAsyncLifetime
{
    private ShopServer? _server;

    /// <summary>Why these tests cannot run here.</summary>
    protected string? Missing { get; set; }

    public ShopServer Server
    {
        get
        {
            Assert.SkipWhen(Missing is not null, Missing ?? "");
            return _server!;
        }
    }

    public virtual async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            _server = await ShopServer.StartAsync(await SettingsAsync());
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<string[]> SettingsAsync();
}

/// <summary>On SQLite, as it is shipped.</summary>
public sealed class SqliteShop : SharedShop
{
    protected override Task<string[]> SettingsAsync() => Task.FromResult(Array.Empty<string>());
}
