using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Tests.Dashboard;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Gateways;

/// <summary>Runs make an incident, the incident switches the gateway, its end switches back; all of it in a running collector.</summary>
public sealed class GatewayKeeperTests : IAsyncLifetime
{
    private DashboardHost _host = null!;
    private int _trace = 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await DashboardHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Downtime_OpensAndEnds_SwitchesOnAndBackAndIsNoted()
    {
        await RunsAsync(Outcome.Down, Outcome.Down);
        await Eventually.BeTrueAsync(() => Task.FromResult(!_host.Gateway.Changes.IsEmpty));
        var id = (await IncidentAsync()).Id;
        _host.Gateway.Changes.ShouldBe([$"on by incident:{id}"]);
        await Eventually.BeTrueAsync(async () => (await IncidentAsync()).Timeline.Any(entry => entry.Code == GatewayKeeper.SwitchedOn));

        await RunsAsync(Outcome.Up, Outcome.Up);
        await Eventually.BeTrueAsync(() => Task.FromResult(_host.Gateway.Changes.Count == 2));

        _host.Gateway.Changes.Last().ShouldBe($"automatic by incident:{id}");
        await Eventually.BeTrueAsync(async () => (await IncidentAsync()).Timeline.Any(entry => entry.Code == GatewayKeeper.SwitchedOff));
        (await IncidentAsync()).Timeline.Count(entry => entry.Code is GatewayKeeper.SwitchedOn or GatewayKeeper.SwitchedOff).ShouldBe(2);
    }

    [Fact]
    public async Task Downtime_PersonHoldsTheSwitch_NothingIsChanged()
    {
        _host.Gateway.Become(new JsonObject { ["active"] = false, ["mode"] = "off", ["reason"] = "", ["actor"] = "user:anna", ["version"] = 3, ["since"] = "2026-01-01T00:00:00Z" });

        await RunsAsync(Outcome.Down, Outcome.Down);
        await IncidentAsync();
        await _host.Services.GetRequiredService<GatewayKeeper>().SwitchAsync(Token);

        _host.Gateway.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Windows_OfSyntheticsYaml_AreWrittenKeptAndRemoved()
    {
        await Eventually.BeTrueAsync(() => Task.FromResult(_host.Gateway.Windows.ContainsKey("nightly")));
        var keeper = _host.Services.GetRequiredService<GatewayKeeper>();
        _host.Gateway.Windows["nightly"]["actor"]!.GetValue<string>().ShouldStartWith("config:");
        _host.Gateway.Windows["nightly"]["forS"] = 60;
        _host.Gateway.Windows["old"] = new JsonObject { ["name"] = "old", ["actor"] = "config:0000", ["forS"] = 60 };
        _host.Gateway.Windows["annas"] = new JsonObject { ["name"] = "annas", ["actor"] = "user:anna", ["forS"] = 60 };

        await keeper.PlanAsync(Token);

        _host.Gateway.Windows["nightly"]["forS"]!.GetValue<double>().ShouldBe(1800);
        _host.Gateway.Windows.Keys.Order().ShouldBe(["annas", "nightly"]);
        var written = _host.Gateway.Windows["nightly"];
        await keeper.PlanAsync(Token);
        _host.Gateway.Windows["nightly"].ShouldBeSameAs(written); // nothing to do, nothing done
    }

    private async Task RunsAsync(params Outcome[] outcomes)
    {
        foreach (var outcome in outcomes)
        {
            await _host.Telemetry.AppendAsync(Samples.Batch(Samples.Run(_trace++, "home", outcome, _host.Clock.GetUtcNow().AddSeconds(-1))), Token);
        }
    }

    private async Task<Incident> IncidentAsync()
    {
        Incident? found = null;
        var reader = _host.Services.GetRequiredService<IIncidentReader>();
        await Eventually.BeTrueAsync(async () => (found = (await reader.FindAsync(new IncidentQuery(), Token)).Items.FirstOrDefault(incident => incident.Scenario == "downtime")) is not null);
        return found!;
    }
}
