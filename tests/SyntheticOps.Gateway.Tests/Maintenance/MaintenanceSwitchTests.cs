using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceSwitchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();
    private readonly LogSink _logs = new();
    private readonly ServiceProvider _services;
    private readonly MaintenanceJournal _journal;
    private readonly AuditTrail _audit;
    private readonly MaintenanceSwitch _switch;

    public MaintenanceSwitchTests()
    {
        _services = new ServiceCollection().AddMetrics().AddLogging(logging => logging.AddProvider(_logs)).BuildServiceProvider();
        _journal = MaintenanceJournal.Open(_folder.File("maintenance.jsonl"));
        _audit = new AuditTrail(_folder.File("audit.jsonl"), _clock, _services.GetRequiredService<ILogger<AuditTrail>>());
        _switch = new MaintenanceSwitch(
            _journal, _audit, _clock, _services.GetRequiredService<IMeterFactory>(), _services.GetRequiredService<ILogger<MaintenanceSwitch>>());
    }

    public void Dispose()
    {
        _switch.Dispose();
        _journal.Dispose();
        _audit.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("user:anna", "drill:7", "off", false)]
    [InlineData("user:anna", "incident:INC-1", "off", false)]
    [InlineData("user:anna", "incident:INC-1", "on", false)]
    [InlineData("user:anna", "user:ben", "off", true)]
    [InlineData("drill:7", "drill:7", "off", true)]
    [InlineData("drill:7", "incident:INC-1", "off", true)]
    [InlineData("incident:INC-1", "user:anna", "off", true)]
    public async Task ApplyAsync_OnIsHeld_OnlyAPersonChangesAPersonsOn(string holder, string actor, string mode, bool allowed)
    {
        await ApplyAsync("on", holder);

        var (state, refusal) = await ApplyAsync(mode, actor);

        refusal.ShouldBe(allowed ? null : MaintenanceRefusal.HeldByPerson);
        state.Actor.ShouldBe(allowed ? actor : holder);
        state.Version.ShouldBe(allowed ? 2 : 1);
    }

    [Theory]
    [InlineData("gateway", "incident:INC-1", true)] // nobody decided yet
    [InlineData("user:anna", "incident:INC-1", false)]
    [InlineData("user:anna", "drill:7", true)] // a drill is a person's wish
    [InlineData("user:anna", "user:ben", true)]
    [InlineData("incident:INC-1", "incident:INC-2", true)]
    public async Task ApplyAsync_SwitchedOff_IncidentsLeaveAPersonsOffAlone(string holder, string actor, bool allowed)
    {
        if (holder != "gateway")
        {
            await ApplyAsync("off", holder);
        }

        (await ApplyAsync("on", actor)).Refusal.ShouldBe(allowed ? null : MaintenanceRefusal.HeldByPerson);
        _switch.IsActive.ShouldBe(allowed);
    }

    [Fact]
    public async Task ApplyAsync_Automatic_HandsBackToIncidents()
    {
        await ApplyAsync("off", "user:anna");
        await ApplyAsync("automatic", "user:anna");
        _switch.IsActive.ShouldBeFalse();

        (await ApplyAsync("on", "incident:INC-1")).Refusal.ShouldBeNull();
        _switch.IsActive.ShouldBeTrue();
        (await ApplyAsync("automatic", "incident:INC-1")).Refusal.ShouldBeNull();

        _switch.IsActive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public async Task ApplyAsync_PersonsOnHasEnded_AutomationMay(string mode)
    {
        await ApplyAsync("on", "user:anna", until: TimeSpan.FromMinutes(5));
        _clock.Advance(TimeSpan.FromMinutes(5));

        (await ApplyAsync(mode, "drill:7")).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task IsActive_UntilReached_EndsByItselfAndReportsIt()
    {
        await ApplyAsync("on", "user:anna", until: TimeSpan.FromMinutes(5));
        _switch.IsActive.ShouldBeTrue();

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        _switch.IsActive.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromTicks(1));

        _switch.IsActive.ShouldBeFalse();
        _logs.Lines.Count(line => line.Event == SyntheticTelemetry.Events.MaintenanceChanged).ShouldBe(2);
    }

    [Fact]
    public async Task ApplyAsync_OtherVersionExpected_ChangesNothing()
    {
        await ApplyAsync("on", "user:anna");

        var (state, refusal) = await ApplyAsync("off", "user:anna", expected: 0);

        refusal.ShouldBe(MaintenanceRefusal.OtherVersion);
        state.Version.ShouldBe(1);
        _switch.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task ApplyAsync_ManyAtOnceWithOneVersion_OneWins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => ApplyAsync("on", $"user:{i}", expected: 0))));

        answers.Count(answer => answer.Refusal is null).ShouldBe(1);
        _switch.State.Version.ShouldBe(1);
    }

    [Fact]
    public async Task ApplyAsync_StaysOn_KeepsSince()
    {
        await ApplyAsync("on", "user:anna");
        var since = _switch.State.Since;
        _clock.Advance(TimeSpan.FromMinutes(1));

        await ApplyAsync("on", "user:ben");
        _switch.State.Since.ShouldBe(since);
        await ApplyAsync("off", "user:ben");
        _switch.State.Since.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task Gauge_Follows_TheSwitch()
    {
        var seen = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == SyntheticTelemetry.Metrics.GatewayMaintenance && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => seen.Add(value));
        listener.Start();

        listener.RecordObservableInstruments();
        await ApplyAsync("on", "user:anna");
        listener.RecordObservableInstruments();

        seen.ShouldBe([0, 1]);
    }

    private Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> ApplyAsync(string mode, string actor, TimeSpan? until = null, long? expected = null) =>
        _switch.ApplyAsync(
            new MaintenanceChange { Mode = mode, Reason = "test", Until = _clock.GetUtcNow() + until },
            actor,
            expected,
            TestContext.Current.CancellationToken);
}
