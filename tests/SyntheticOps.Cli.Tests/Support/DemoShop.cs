using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using SyntheticOps.Cli.Tests.Support;

[assembly: AssemblyFixture(typeof(DemoShop))]

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>The real demo shop as a process of its own, started for the first test that asks.</summary>
public sealed class DemoShop : IAsyncDisposable
{
    /// <summary>Signs and recognises the probe's requests.</summary>
    public const string ProbeKey = "TestProbeKey0123456789ABCDEF";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synops-shop-");
    private readonly Lazy<Task<Uri>> _start;
    private Process? _process;

    public DemoShop() => _start = new(StartAsync);

    public static string Root { get; } = FindRoot();

    /// <summary>Where it answers.</summary>
    internal Task<Uri> UrlAsync() => _start.Value;

    /// <summary>The built assembly of a project of this repository, in the configuration of these tests.</summary>
    public static string Built(string project)
    {
        var configuration = typeof(DemoShop).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Root, "artifacts", "bin", project, configuration.ToLowerInvariant(), project + ".dll");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _data.Delete(recursive: true);
    }

    private async Task<Uri> StartAsync()
    {
        var (url, tls) = (new Uri($"http://127.0.0.1:{FreePort()}"), FreePort());
        var start = new ProcessStartInfo("dotnet", [Built("Parfumerie")])
        {
            WorkingDirectory = Path.GetDirectoryName(Built("Parfumerie")),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Kestrel__Endpoints__http__Url"] = url.OriginalString;
        start.Environment["Kestrel__Endpoints__https__Url"] = $"https://127.0.0.1:{tls}";
        start.Environment["SYNOPS_DATA"] = _data.FullName;
        start.Environment["SYNOPS_PROBE_KEY"] = ProbeKey;
        start.Environment["STRIPE_WEBHOOK_SECRET"] = "whsec_0123456789abcdef";
        start.Environment["STRIPE_SECRET_KEY"] = "sk_test_0123456789abcdef";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Wait.ForAsync(
            () =>
            {
                try
                {
                    return http.GetAsync(new Uri(url, "/health")).GetAwaiter().GetResult().IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the demo shop answers");
        return url;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

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
