using Microsoft.AspNetCore.Builder;
using SyntheticOps.ServiceDefaults.Probing;

namespace Parfumerie.Tests.Hosting;

/// <summary>The whole shop on Kestrel, port 0, with a data folder of its own.</summary>
public sealed class ShopServer : IAsyncDisposable
{
    public const string ProbeKey = "TestProbeKey0123456789ABCDEF";
    public const string OperatorKey = "TestOperatorKey0123456789ABC";
    public const string StripeKey = "sk_test_0123456789abcdef";
    public const string WebhookSecret = "whsec_0123456789abcdef";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("parfumerie-");
    private readonly WebApplication _app;

    private ShopServer(string[] settings)
    {
        string[] own =
        [
            "Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "Kestrel:Endpoints:https:Url=https://127.0.0.1:0", $"SYNOPS_DATA={_data.FullName}", $"SYNOPS_PROBE_KEY={ProbeKey}",
            $"SYNOPS_OPERATOR_KEY={OperatorKey}", $"STRIPE_SECRET_KEY={StripeKey}", $"STRIPE_WEBHOOK_SECRET={WebhookSecret}",
            "Logging:LogLevel:Default=None", "Logging:LogLevel:Microsoft.AspNetCore=None",
        ];
        _app = Program.Build([.. own.Concat(settings).Select(setting => "--" + setting)]);
    }

    public Uri Address => new(_app.Urls.Single(url => url.StartsWith("http://", StringComparison.Ordinal)));

    /// <summary>The https endpoint, whose certificate the shop made in its data folder.</summary>
    public Uri SecureAddress => new(_app.Urls.Single(url => url.StartsWith("https://", StringComparison.Ordinal)));

    public IServiceProvider Services => _app.Services;

    public string Folder => _data.FullName;

    public static async Task<ShopServer> StartAsync(params string[] settings)
    {
        var server = new ShopServer(settings);
        try
        {
            await server._app.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <param name="run">Makes each request that of a probe's run.</param>
    public Browser NewBrowser(string? run = null)
    {
        var browser = new Browser(Address);
        if (run is not null)
        {
            browser.Http.DefaultRequestHeaders.Add("Synthetic-Probe", Sign(run));
        }

        return browser;
    }

    public string Sign(string run) => ProbeSignature.Create(ProbeKey, run, $"{Address.Host}:{Address.Port}", DateTimeOffset.UtcNow);

    public static string NewRun() => Guid.NewGuid().ToString("N");

    /// <summary>A client of Stripe's API at the fake.</summary>
    public HttpClient NewStripe() => new() { BaseAddress = Address, DefaultRequestHeaders = { { "Authorization", "Bearer " + StripeKey } } };

    /// <summary>Whether a server span is one of this shop.</summary>
    public bool IsOf(System.Diagnostics.Activity span) => span.GetTagItem("server.port") is int port && port == Address.Port;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }
}
