using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>
/// Detection, incidents and alerts on a real SQLite file and a clock that the test moves. <see cref="Restart"/> drops every
/// object but the file, as a kill does.
/// </summary>
internal sealed class RunningCollector : IDisposable
{
    private readonly string _channels;
    private readonly bool _drill;
    private readonly string _locations;
    private SyntheticsConfiguration _configuration;
    private readonly TestStore _store;
    private ServiceProvider _services;
    private int _spans;

    public RunningCollector(string channels = "", bool drill = false, string checks = "  home: {http: {path: /}}", string locations = "local")
    {
        Clock = new FakeClock(new DateTimeOffset(2025, 11, 24, 8, 0, 0, TimeSpan.Zero));
        (_channels, _drill, _locations) = (channels, drill, locations);
        _configuration = Configure(checks);
        _store = new TestStore(clock: Clock, migrations: [new IncidentSchema(), new SentenceColumns()]);
        _services = Start();
    }

    public FakeClock Clock { get; }

    public IIncidentReader Incidents => Get<IIncidentReader>();

    public IIncidentActions Actions => Get<IIncidentActions>();

    public DrillBook Drills => Get<DrillBook>();

    public ITelemetryReader Slots => _store.Query;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <param name="checks">Other checks than before; null for the same.</param>
    public void Restart(string? checks = null)
    {
        _configuration = checks is null ? _configuration : Configure(checks);
        _services.Dispose();
        _services = Start();
    }

    /// <summary>Moves the clock, stores a run that ends now, and looks at everything.</summary>
    public async Task<string> RunAsync(string check, Outcome outcome, string? reason = null, int after = 5, string type = "http", params SpanEventRecord[] events)
    {
        Clock.Advance(TimeSpan.FromSeconds(after));
        var id = ++_spans;
        var attributes = new Dictionary<string, object>(Samples.Run(id).Attributes)
        {
            [SyntheticTelemetry.Attributes.SiteName] = "shop",
            [SyntheticTelemetry.Attributes.CheckName] = check,
            [SyntheticTelemetry.Attributes.CheckType] = type,
            [SyntheticTelemetry.Attributes.Outcome] = outcome.Word(),
            [SyntheticTelemetry.Attributes.ServerAddress] = "shop.example",
        };
        if (reason is not null)
        {
            attributes[SyntheticTelemetry.Attributes.OutcomeReason] = reason;
        }

        await AppendAsync(Samples.Run(id, check, outcome, Clock.GetUtcNow().AddSeconds(-1), 1) with { Attributes = new AttributeSet(attributes), Events = events });
        await LookAsync();
        return Samples.TraceId(id);
    }

    public Task AppendAsync(params SpanRecord[] spans) => _store.Telemetry.AppendAsync(Samples.Batch(spans), TestContext.Current.CancellationToken);

    public Task AppendAsync(LogRecord log) => _store.Telemetry.AppendAsync(new TelemetryBatch { Logs = [log] }, TestContext.Current.CancellationToken);

    public Task LookAsync() => Get<IncidentPass>().RunAsync(null, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<Incident>> AllAsync() => (await Incidents.FindAsync(new IncidentQuery(), TestContext.Current.CancellationToken)).Items;

    /// <summary>Claims and sends what is due, once.</summary>
    public async Task<int> DispatchAsync()
    {
        var claimed = await Get<Outbox>().ClaimAsync(100, TestContext.Current.CancellationToken);
        foreach (var delivery in claimed)
        {
            await Get<Outbox>().SendAsync(delivery, TestContext.Current.CancellationToken);
        }

        return claimed.Count;
    }

    public void Dispose()
    {
        _services.Dispose();
        _store.Dispose();
    }

    private SyntheticsConfiguration Configure(string checks) => Configurations.Read(
        $$"""
        sites:
          shop: {url: "https://shop.example", name: The shop, languages: [en], locations: [{{_locations}}], drill: {{(_drill ? "true" : "false")}} }
        defaults: {every: 15s, timeout: 10s, confirm: {failures: 2, successes: 2, recheck: 5s} }
        checks:
        {{checks}}
        {{_channels}}
        """);

    private ServiceProvider Start() => new ServiceCollection()
        .AddLogging(logging => logging.ClearProviders())
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton(_configuration)
        .AddSingleton<IStoreWriter>(_store.Writer)
        .AddSingleton<IStoreReader>(_store.Reader)
        .AddSingleton(_store.Query)
        .AddSingleton(_store.Changes)
        .AddDetection()
        .AddAlerting()
        .AddIncidents()
        .BuildServiceProvider();
}
