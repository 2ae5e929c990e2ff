using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Provider;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Provider;

/// <summary>A status page served here, in both forms, well and not.</summary>
public sealed class ProviderCheckTests
{
    private const string Well = """
        {"page": {"id": "p", "name": "Vercel", "url": "https://www.vercel-status.com"}, "status": {"indicator": "none", "description": "All Systems Operational"},
         "components": [{"id": "1", "name": "Edge Network", "status": "operational", "group": false, "group_id": "g"}, {"id": "g", "name": "Network", "status": "operational", "group": true},
                        {"id": "2", "name": "Builds", "status": "operational", "group": false}], "incidents": [], "scheduled_maintenances": []}
        """;

    private const string Incident = """
        {"id": "i", "name": "Elevated errors", "status": "identified", "impact": "IMPACT", "shortlink": "https://stspg.io/x", "started_at": "2026-03-01T10:02:00Z",
         "incident_updates": [{"status": "identified", "body": "We have found\nthe cause."}], "components": [{"name": "Edge Network", "status": "major_outage"}]}
        """;

    [Fact]
    public async Task Run_Well_IsUpWithoutFindings()
    {
        var result = await CheckAsync(Well);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("minor", "", Outcome.Up, Severity.Warning)]
    [InlineData("critical", "", Outcome.Up, Severity.Warning)]
    [InlineData("none", "", Outcome.Up, Severity.Info)]
    [InlineData("major", ", degraded-from: major", Outcome.Degraded, Severity.Error)]
    [InlineData("minor", ", degraded-from: major", Outcome.Up, Severity.Warning)]
    [InlineData("major", ", degraded-from: minor, down-from: critical", Outcome.Degraded, Severity.Error)]
    [InlineData("critical", ", degraded-from: minor, down-from: critical", Outcome.Down, Severity.Error)]
    [InlineData("critical", ", components: [network]", Outcome.Up, Severity.Warning)]
    [InlineData("critical", ", components: [Builds], down-from: minor", Outcome.Up, null)]
    public async Task Run_Incident_IsAFindingAndAFailureOnlyAsConfigured(string impact, string more, Outcome outcome, Severity? severity)
    {
        var result = await CheckAsync(With("incidents", Incident.Replace("IMPACT", impact, StringComparison.Ordinal)), more);

        result.Outcome.ShouldBe(outcome, result.Message);
        result.Findings.Select(finding => (Severity?)finding.Severity).ShouldBe(severity is null ? [] : [severity]);
        if (severity is not null)
        {
            var finding = result.Findings[0];
            (finding.Code, finding.Subject).ShouldBe(("provider-incident", "Vercel: Elevated errors"));
            finding.Args.ShouldBe(["Vercel", impact, "identified", "https://stspg.io/x"]);
            finding.Text.ShouldBe($"Vercel reports since 2026-03-01 10:02 UTC: Elevated errors (impact {impact}, identified). We have found the cause.");
        }
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("postmortem")]
    public async Task Run_IncidentThatIsOver_IsNone(string state) =>
        (await CheckAsync(With("incidents", Incident.Replace("\"identified\", \"impact\"", $"\"{state}\", \"impact\"", StringComparison.Ordinal)))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task Run_ComponentWithoutIncident_IsAFinding()
    {
        var result = await CheckAsync(Well.Replace("\"Builds\", \"status\": \"operational\"", "\"Builds\", \"status\": \"partial_outage\"", StringComparison.Ordinal), ", down-from: major");

        result.Outcome.ShouldBe(Outcome.Down);
        (result.Findings.ShouldHaveSingleItem().Code, result.Message).ShouldBe(("provider-component", "Vercel reports partial outage of Builds."));
    }

    [Fact]
    public async Task Run_MaintenanceInProgress_IsSaidAndPlannedIsNot()
    {
        var result = await CheckAsync(With("scheduled_maintenances", """{"name": "Now", "status": "in_progress"}, {"name": "Later", "status": "scheduled"}"""));

        result.Findings.Select(finding => (finding.Code, finding.Subject)).ShouldBe([("provider-maintenance", "Vercel: Now")]);
    }

    [Fact]
    public async Task Run_ComponentThatThePageDoesNotHave_IsSaid() =>
        (await CheckAsync(Well, ", components: [Edge Netwrok]")).Findings.ShouldHaveSingleItem().Text
            .ShouldBe("The status page of Vercel has no component 'Edge Netwrok'; it has Edge Network, Builds.");

    [Fact]
    public async Task Run_PageOfIncidentIo_IsUnderstood()
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/api/v1/summary", () => Results.Text(
            """
            {"page_title": "Supabase", "page_url": "https://status.example", "in_progress_maintenances": [], "scheduled_maintenances": [], "ongoing_incidents": [
              {"id": "1", "name": "Slow queries", "status": "monitoring", "url": "https://status.example/i/1", "last_update_at": "2026-03-01T10:02:00Z", "last_update_message": "A fix is out.",
               "current_worst_impact": "partial_outage", "affected_components": [{"id": "c", "name": "Database", "current_status": "partial_outage"}]}]}
            """,
            "application/json")));

        var result = await CheckAsync(server.Url, ", components: [Database], down-from: major");

        result.Outcome.ShouldBe(Outcome.Down);
        result.Findings.ShouldHaveSingleItem().Args.ShouldBe(["Supabase", "major", "monitoring", "https://status.example/i/1"]);
        (await CheckAsync(server.Url, ", components: [Auth], down-from: major")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_PageThatIncidentIoDraws_IsUnderstoodAndAskedOnceFromThenOn()
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await KestrelServer.StartAsync(app => app.Map("/{**path}", (HttpContext context) =>
        {
            asked.Enqueue(context.Request.Path);
            return context.Request.Path.StartsWithSegments("/eu/proxy") ? Results.Text(
                """
                {"summary": {"name": "Shipper", "components": [{"id": "c", "name": "Labels"}, {"id": "d", "name": "Tracking"}], "affected_components": [{"component_id": "c", "status": "full_outage"}],
                  "structure": {"items": [{"group": {"name": "EU", "components": [{"component_id": "c", "name": "Labels"}]}}]},
                  "ongoing_incidents": [{"id": "1", "name": "No labels", "status": "investigating", "published_at": "2026-03-01T10:02:00Z",
                    "updates": [{"message_string": "We look."}, {"message_string": "We found it."}], "affected_components": [{"component_id": "c", "status": "full_outage"}]}]}}
                """,
                "application/json") : Results.NotFound();
        }));
        var check = new ProviderCheck(Probe.NewTransport(), TimeProvider.System, new ProviderOptions { Page = new Uri(server.Url, "/eu/"), Components = ["eu"], DownFrom = Impact.Critical });
        var run = Probe.Run(Probe.SiteOf(server.Url), Probe.Definition(null));

        var first = await check.RunAsync(run, TestContext.Current.CancellationToken);
        await check.RunAsync(run, TestContext.Current.CancellationToken);

        first.Outcome.ShouldBe(Outcome.Down);
        first.Findings.ShouldHaveSingleItem().Text.ShouldBe("Shipper reports since 2026-03-01 10:02 UTC: No labels (impact critical, investigating). We found it.");
        asked.ShouldBe(["/eu/api/v2/summary.json", "/eu/api/v1/summary", "/eu/proxy/127.0.0.1", "/eu/proxy/127.0.0.1"]);
    }

    [Theory]
    [InlineData("{}", 200, "cannot_verify")]
    [InlineData("[]", 200, "cannot_verify")]
    [InlineData("<html>", 200, "cannot_verify")]
    [InlineData("""{"page": {"name": 5}, "status": {}}""", 200, "cannot_verify")]
    [InlineData("", 404, "cannot_verify")]
    [InlineData("", 503, "source_unreachable")]
    [InlineData("", 429, "source_unreachable")]
    public async Task Run_NoUsableAnswer_IsUnknownNeverWell(string body, int status, string reason)
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/api/v2/summary.json", () => Results.Text(body, "application/json", null, status)));

        var result = await CheckAsync(server.Url, "");

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, reason), result.Message);
    }

    [Fact]
    public async Task Run_HostileMembers_AreNotThere()
    {
        var result = await CheckAsync("""
            {"page": {"name": "X"}, "status": {}, "components": [5, null, {"name": {}, "status": 7}], "scheduled_maintenances": "no",
             "incidents": [{"name": ["a"], "status": 1, "impact": {}, "shortlink": "javascript:alert(1)", "started_at": "soon", "incident_updates": [3], "components": null}]}
            """);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.Single(finding => finding.Code == "provider-incident").Args[3].ShouldStartWith("http://127.0.0.1:");
    }

    [Fact]
    public async Task Run_NobodyAnswers_IsUnknown() =>
        (await CheckAsync(new Uri("http://127.0.0.1:1"), "")).Reason.ShouldBe("source_unreachable");

    [Theory]
    [InlineData("{provider: {}}", "'status-page' is missing")]
    [InlineData("{provider: {status-page: vercel}}", "is not an absolute http or https URL")]
    [InlineData("{provider: {status-page: https://a.example/api/v2/status.json}}", "the page that people read is expected")]
    [InlineData("{provider: {status-page: https://a.example, down-from: bad}}", "is not one of minor, major, critical")]
    [InlineData("{provider: {status-page: https://a.example, degraded-from: critical, down-from: major}}", "could never be seen")]
    [InlineData("{provider: {status-page: https://a.example, component: x}}", "did you mean 'components'")]
    public void Create_Mistake_IsReported(string yaml, string said) =>
        Probe.Mistakes(new ProviderCheckType(Probe.NewTransport(), TimeProvider.System), yaml).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static string With(string list, string items) => Well.Replace($"\"{list}\": []", $"\"{list}\": [{items}]", StringComparison.Ordinal);

    private static async Task<CheckResult> CheckAsync(string summary, string more = "")
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/api/v2/summary.json", () => Results.Text(summary, "application/json")));
        return await CheckAsync(server.Url, more);
    }

    private static Task<CheckResult> CheckAsync(Uri page, string more) => Probe.CheckAsync(
        new ProviderCheckType(Probe.NewTransport(), TimeProvider.System), Probe.SiteOf(page), $"{{provider: {{status-page: '{page.GetLeftPart(UriPartial.Authority)}'{more}}}}}");
}
