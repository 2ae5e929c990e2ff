using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using EndToEnd.Tests.Incidents;

namespace EndToEnd.Tests.Running;

/// <summary>The whole system as AppHost.cs describes it, on random ports, in a folder of its own; started once, stopped by SIGTERM.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan StopCap = TimeSpan.FromSeconds(40);

    private readonly string _ingestKey = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 43);
    private readonly string _mark = ProcessTree.NewMark();
    private SystemFolder? _folder;
    private ChildProcess? _appHost;
    private Operator? _operator;
    private Task<DowntimeStory>? _downtime;

    internal ProcessTree Tree { get; }

    internal Store Store { get; private set; } = null!;

    internal Addresses Addresses { get; private set; } = null!;

    internal Operator Operator => _operator!;

    internal SystemFolder Folder => _folder!;

    /// <summary>Why nothing was started; null when the system runs.</summary>
    private string? Missing { get; set; }

    public RunningSystem() => Tree = new ProcessTree(_mark);

    /// <summary>Skips the test where the machine lacks what the system needs.</summary>
    internal void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>The shop was down and came back: told once, by whoever asks first.</summary>
    internal Task<DowntimeStory> DowntimeAsync(CancellationToken token) => _downtime ??= DowntimeStory.TellAsync(this, token);

    public async ValueTask InitializeAsync()
    {
        Missing = !OperatingSystem.IsLinux() ? "These tests follow processes through /proc, which only Linux has."
            : BrowserPath.Find() is null ? "No Chromium, Chrome or Edge was found; install one or set SYNOPS_BROWSER."
            : null;
        if (Missing is not null)
        {
            return;
        }

        _folder = new SystemFolder();
        Store = new Store(_folder.Data("collector"));
        _appHost = ChildProcess.Start("AppHost", "AppHost", ["--DcpPublisher:RandomizePorts=true"], Environment());
        try
        {
            Addresses = await Poll.UntilAsync("the system is up", FindAsync, CancellationToken.None);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            var lines = _appHost.LastLines();
            await DisposeAsync();
            throw new InvalidOperationException($"{e.Message}\nThe AppHost's last lines:\n{lines}", e);
        }

        _operator = new Operator(Addresses);
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is null)
        {
            return;
        }

        _ = Tree.Alive();
        _appHost.Terminate();
        var stopped = await _appHost.WaitForExitAsync(StopCap, CancellationToken.None);
        try
        {
            stopped.ShouldBeTrue($"The AppHost still ran {StopCap.TotalSeconds} s after SIGTERM. Its last lines:\n{_appHost.LastLines()}");
            await Poll.UntilTrueAsync(
                "no process is left", () => Task.FromResult(Tree.Alive().Count == 0), CancellationToken.None,
                () => string.Join('\n', Tree.Alive().Select(process => $"{process.Id} {process.Command}")), TimeSpan.FromSeconds(30));
        }
        finally
        {
            Tree.KillRest();
            _operator?.Dispose();
            _appHost.Dispose();
            _folder!.Dispose();
        }
    }

    private Dictionary<string, string> Environment()
    {
        var environment = ChildEnvironment.Clean();
        environment[ProcessTree.Variable] = _mark;
        environment["SYNOPS_CONFIG"] = Folder.Config;
        environment["SYNOPS_BROWSER"] = BrowserPath.Find()!;
        environment["DOTNET_LAUNCH_PROFILE"] = "http";
        foreach (var variable in LaunchProfile().EnumerateObject())
        {
            environment[variable.Name] = variable.Value.GetString()!;
        }

        // Aspire's own dashboard stands on fixed ports in that profile.
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}";
        environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = $"http://127.0.0.1:{FreePort.Next()}";
        // Given, so that nothing is kept in the user's secrets.
        environment["Parameters__ingest-key"] = _ingestKey;
        foreach (var name in (string[])["operator-key", "probe-key", "stripe-webhook-secret", "stripe-secret-key"])
        {
            environment[$"Parameters__{name}"] = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 43);
        }

        if (System.Environment.IsPrivilegedProcess)
        {
            environment["SYNOPS_ALLOW_NO_SANDBOX"] = "1";
        }

        return environment;
    }

    /// <summary>The variables of the AppHost's launch profile, which `dotnet run` would set.</summary>
    private static JsonElement LaunchProfile() =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "AppHost", "Properties", "launchSettings.json")))
            .GetProperty("profiles").GetProperty("http").GetProperty("environmentVariables");

    /// <summary>Null until the prober, the last one, runs and the shop answers through the gateway.</summary>
    private async Task<Addresses?> FindAsync()
    {
        if (_appHost!.HasExited)
        {
            throw new InvalidOperationException($"The AppHost has ended with code {_appHost.ExitCode}.");
        }

        var connection = Path.Combine(Folder.Data("collector"), "connection.json");
        if (!File.Exists(connection) || Tree.EnvironmentOf("SyntheticOps.Prober") is not { } prober)
        {
            return null;
        }

        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(connection));
        var found = new Addresses
        {
            Collector = new Uri(file.RootElement.GetProperty("collector").GetString()!),
            OperatorKey = file.RootElement.GetProperty("operatorKey").GetString()!,
            Customers = new Uri(prober["SHOP_URL"]),
            GatewayAdmin = new Uri(prober["GATEWAY_ADMIN_URL"]),
            Shop = new Uri(prober["services__parfumerie__http__0"]),
            IngestKey = _ingestKey,
        };
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var home = await http.GetAsync(found.Customers);
            return home.IsSuccessStatusCode ? found : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException } && e.InnerException is SocketException or IOException or TimeoutException)
        {
            return null;
        }
    }
}
