using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Tests.Storage;

namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>One running collector with an hour of runs and the incident that detection opened on them.</summary>
public sealed class SeededDashboard : IAsyncLifetime
{
    internal DashboardHost Host { get; private set; } = null!;

    internal string IncidentId { get; private set; } = "";

    internal IIncidentReader Incidents => Host.Services.GetRequiredService<IIncidentReader>();

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        Host = await DashboardHost.StartAsync(StubGateway.SomeWebhooks, [("Access:LoginTriesPerMinute", "1000")]);
        await SampleRuns.SeedAsync(Host, token);
        await Eventually.BeTrueAsync(async () =>
        {
            var open = await Incidents.FindAsync(new IncidentQuery { State = "unresolved" }, token);
            IncidentId = open.Items.FirstOrDefault(incident => incident.Scenario == "payment" && incident.Runs.Contains(SampleRuns.FailedRun))?.Id ?? "";
            return IncidentId.Length > 0;
        });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
