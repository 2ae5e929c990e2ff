using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>A host with the runner and one check type, `http`, whose behaviour each test gives.</summary>
internal sealed class ProbeHost : IDisposable, IRunObserver
{
    /// <summary>What it sends with.</summary>
    public const string Key = "checkstestkeycheckstestkey";

    private readonly DirectoryInfo _folder;

    public ProbeHost(
        Func<CheckRun, CancellationToken, Task<CheckResult>> check,
        TimeProvider? clock = null,
        string? endpoint = null,
        string checks = "  home: {http: {}, timeout: 1s}",
        bool scheduler = false,
        string location = "local",
        DirectoryInfo? folder = null,
        Func<CancellationToken, Task<CheckResult?>>? ready = null,
        int concurrency = 2,
        bool console = false)
    {
        _folder = folder ?? Directory.CreateTempSubdirectory("synops-");
        var yaml = Path.Combine(_folder.FullName, "synthetics.yaml");
        File.WriteAllText(yaml, "sites: {shop: {url: 'https://shop.example/?key=secret'}}\nchecks:\n" + checks);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SYNOPS_CONFIG"] = yaml,
            ["SYNOPS_DATA"] = Path.Combine(_folder.FullName, "data"),
            ["SYNOPS_LOCATION"] = location,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"authorization=Bearer%20{Key}",
        });
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<IRunObserver>(this);
        builder.Services.AddSingleton<ICheckType>(new GivenType(check, ready));
        builder.AddSynthetics().AddCheckRunner("probe");
        if (scheduler)
        {
            builder.AddCheckScheduler(concurrency);
        }

        builder.Services.AddLogging(logging => _ = console ? logging.AddConsole() : logging);
        Host = builder.Build();
    }

    public IHost Host { get; }

    public ConcurrentQueue<RunReport> Reports { get; } = new();

    public string Data => Path.Combine(_folder.FullName, "data");

    public DirectoryInfo Folder => _folder;

    public SyntheticsConfiguration Configuration => Host.Services.GetRequiredService<SyntheticsConfiguration>();

    public CheckBatch Batch => Host.Services.GetRequiredService<CheckBatch>();

    public Task StartAsync() => Host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => Host.StopAsync(TestContext.Current.CancellationToken);

    public Task<RunReport> RunAsync(int attempt = 1) => RunStoppableAsync(attempt, TestContext.Current.CancellationToken);

    public Task<RunReport> RunStoppableAsync(int attempt, CancellationToken token) => Host.Services
        .GetRequiredService<CheckRunner>().RunAsync(Configuration.Checks["home"], Triggers.Manual, attempt, token);

    public void RunFinished(RunReport report) => Reports.Enqueue(report);

    /// <summary>Ends the host and leaves its folder, as a process does.</summary>
    public void End() => Host.Dispose();

    public void Dispose()
    {
        Host.Dispose();
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private sealed class GivenType(Func<CheckRun, CancellationToken, Task<CheckResult>> check, Func<CancellationToken, Task<CheckResult?>>? ready) : ICheckType, IReadyCheck
    {
        public string Name => "http";

        public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry) => this;

        public Task<CheckResult?> ReadyAsync(CancellationToken token) => ready?.Invoke(token) ?? Task.FromResult<CheckResult?>(null);

        public Task<CheckResult> RunAsync(CheckRun run, CancellationToken token) => check(run, token);
    }
}
