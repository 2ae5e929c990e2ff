using System.Reflection;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.Testing;

[assembly: AssemblyFixture(typeof(DemoShop))]

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>The real demo shop as a process of its own, started for the first test that asks.</summary>
public sealed class DemoShop : IAsyncDisposable
{
    /// <summary>Signs and recognises the probe's requests.</summary>
    public const string ProbeKey = "TestProbeKey0123456789ABCDEF";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synops-shop-");
    private readonly Lazy<Task<ServiceProcess>> _start;

    public DemoShop() => _start = new(StartAsync);

    public static string Root { get; } = FindRoot();

    /// <summary>Where it answers.</summary>
    internal async Task<Uri> UrlAsync() => (await _start.Value).Addresses.Single(address => address.Scheme == "http");

    /// <summary>The built assembly of a project of this repository, in the configuration of these tests.</summary>
    public static string Built(string project)
    {
        var configuration = typeof(DemoShop).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Root, "artifacts", "bin", project, configuration.ToLowerInvariant(), project + ".dll");
    }

    public async ValueTask DisposeAsync()
    {
        if (_start.IsValueCreated)
        {
            (await _start.Value).Dispose();
        }

        _data.Delete(recursive: true);
    }

    private Task<ServiceProcess> StartAsync() => ServiceProcess.StartAsync("Parfumerie", 2,
    [
        ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
        ("Kestrel__Endpoints__https__Url", "https://127.0.0.1:0"),
        ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
        ("SYNOPS_DATA", _data.FullName),
        ("SYNOPS_PROBE_KEY", ProbeKey),
        ("STRIPE_WEBHOOK_SECRET", "whsec_0123456789abcdef"),
        ("STRIPE_SECRET_KEY", "sk_test_0123456789abcdef"),
        ("ASPNETCORE_ENVIRONMENT", "Development"),
    ]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
