using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Tests.Support;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>One browser for all tests; they are skipped, with the reason, where there is none.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    internal static BrowserSettings Settings { get; } = new()
    {
        Path = Environment.GetEnvironmentVariable("SYNOPS_BROWSER"),
        AllowNoSandbox = Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("SYNOPS_ALLOW_NO_SANDBOX") == "1",
    };

    internal BrowserHost Host { get; } = NewHost();

    internal static BrowserHost NewHost(BrowserSettings? settings = null) => new(settings ?? Settings, TimeProvider.System, NullLogger<BrowserHost>.Instance);

    /// <summary>A browser that has opened a page before, and is not replaced while the lease is held: then a run's time is for its site.</summary>
    internal static async Task<BrowserLease> WarmAsync(BrowserHost host, CancellationToken token)
    {
        var lease = (await host.LeaseAsync(token)).Lease!;
        await using var context = await lease.Browser.NewContextAsync();
        await (await context.NewPageAsync()).SetContentAsync("<h1>Ok</h1>");
        return lease;
    }

    public static void SkipWithoutBrowser() => Assert.SkipWhen(
        BrowserLocator.Find(Settings).Problem is not null, BrowserLocator.Find(Settings).Problem ?? "");

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
