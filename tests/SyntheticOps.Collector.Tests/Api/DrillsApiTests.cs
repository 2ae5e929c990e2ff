using System.Net;
using System.Text.Json;
using SyntheticOps.Collector.Tests.Alerting;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Api;

public sealed class DrillsApiTests
{
    [Fact]
    public async Task Drill_ItsIncident_CarriesItAndGoesToItsReceiverOnly()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync();
        var id = await StartAsync(api, $$"""{"site": "shop", "scenario": "downtime", "without": [], "notify": "{{receiver.Url}}"}""");

        await api.RunTwiceAsync(Outcome.Down);

        await Eventually.BeTrueAsync(() => receiver.All.Count == 1);
        var incident = (await api.ReadAsync($"incidents?drill={id}")).GetProperty("incidents")[0];
        incident.GetProperty("drill").GetString().ShouldBe(id);
        await api.RunTwiceAsync(Outcome.Up);
        await Eventually.BeTrueAsync(() => receiver.All.Count == 2);
        receiver.All[1].Type.ShouldBe("incident.resolved");
    }

    [Fact]
    public async Task Drill_WithoutTheRule_OpensNothing()
    {
        await using var api = await RunningApi.StartAsync();
        var id = await StartAsync(api, """{"site": "shop", "scenario": "downtime", "without": ["consecutive-failures"]}""");

        await api.RunTwiceAsync(Outcome.Down);
        await api.Get<SyntheticOps.Collector.Incidents.IncidentPass>().RunAsync(null, TestContext.Current.CancellationToken);

        (await api.ReadAsync("incidents")).GetProperty("incidents").GetArrayLength().ShouldBe(0);
        using var ended = await api.Client.DeleteAsync($"/api/v1/drills/{id}", TestContext.Current.CancellationToken);
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await api.Client.DeleteAsync($"/api/v1/drills/{id}", TestContext.Current.CancellationToken);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"site": "real", "scenario": "downtime"}""", HttpStatusCode.Forbidden, "drill: true")]
    [InlineData("""{"site": "none", "scenario": "downtime"}""", HttpStatusCode.BadRequest, "site is one of shop, real")]
    [InlineData("""{"site": "shop", "scenario": "fire"}""", HttpStatusCode.BadRequest, "scenario is one of")]
    [InlineData("""{"site": "shop", "scenario": "downtime", "without": ["gravity"]}""", HttpStatusCode.BadRequest, "consecutive-failures")]
    [InlineData("""{"site": "shop", "scenario": "downtime", "notify": "http://169.254.169.254/"}""", HttpStatusCode.BadRequest, "loopback")]
    [InlineData("""{"site": "shop", "scenario": "downtime", "notify": "https://hooks.example/"}""", HttpStatusCode.BadRequest, "loopback")]
    [InlineData("""{"site": "shop", "scenario": "downtime", "for": "1h"}""", HttpStatusCode.BadRequest, "site, scenario, without, notify")]
    [InlineData("""{"scenario": "downtime"}""", HttpStatusCode.BadRequest, "site, scenario, without, notify")]
    [InlineData("[]", HttpStatusCode.BadRequest, "JSON object")]
    [InlineData("{", HttpStatusCode.BadRequest, "JSON object")]
    public async Task Post_Mistake_IsRefusedAndSaysWhat(string body, HttpStatusCode status, string expected)
    {
        await using var api = await RunningApi.StartAsync();

        using var response = await api.PostAsync("drills", body);

        response.StatusCode.ShouldBe(status);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        problem.GetProperty("detail").GetString()!.ShouldContain(expected);
    }

    private static async Task<string> StartAsync(RunningApi api, string body)
    {
        using var response = await api.PostAsync("drills", body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        answer.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(9));
        return answer.GetProperty("id").GetString()!;
    }
}
