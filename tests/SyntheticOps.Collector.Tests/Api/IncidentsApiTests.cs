using System.Net;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Api;

public sealed class IncidentsApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("incidents")]
    [InlineData("incidents/INC-1")]
    [InlineData("incidents/INC-1/report")]
    public async Task Get_WithoutKey_Is401Problem(string path)
    {
        await using var api = await RunningApi.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = null;

        using var response = await api.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task List_ThatWaits_AnswersAtTheChange()
    {
        await using var api = await RunningApi.StartAsync();
        using var before = await api.GetAsync("incidents?state=open");
        api.Client.DefaultRequestHeaders.IfNoneMatch.Add(before.Headers.ETag!);
        var waiting = api.ReadAsync("incidents?state=open&wait=60s");

        await api.RunTwiceAsync(Outcome.Down);

        var started = TimeProvider.System.GetTimestamp();
        var incident = (await waiting).GetProperty("incidents")[0];
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(45), "at the change, not at the end of the wait");
        incident.GetProperty("id").GetString().ShouldBe("INC-1");
        incident.GetProperty("scenario").GetString().ShouldBe("downtime");
        incident.GetProperty("state").GetString().ShouldBe("open");
        incident.GetProperty("runs").GetArrayLength().ShouldBe(2);
        incident.TryGetProperty("resolvedAt", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task List_WithTheTagOfAnOlderList_AnswersAtOnce()
    {
        await using var api = await RunningApi.StartAsync();
        using var before = await api.GetAsync("incidents");
        await OpenAsync(api);
        api.Client.DefaultRequestHeaders.IfNoneMatch.Add(before.Headers.ETag!);

        (await api.ReadAsync("incidents?wait=60s")).GetProperty("incidents").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task List_NothingChanges_EndsWithTheWait()
    {
        await using var api = await RunningApi.StartAsync();

        (await api.ReadAsync("incidents?wait=50ms")).GetProperty("incidents").GetArrayLength().ShouldBe(0);
        using var first = await api.GetAsync("incidents");
        api.Client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await api.GetAsync("incidents?wait=50ms");
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("incidents?stat=open", "'stat' is not known")]
    [InlineData("incidents?state=closed", "state is one of")]
    [InlineData("incidents?wait=2m", "at most 60s")]
    [InlineData("incidents?wait=soon", "at most 60s")]
    [InlineData("incidents?limit=0", "1 to 200")]
    [InlineData("incidents/INC-1/report?lang=de", "fr or en")]
    public async Task Get_Mistake_Is400AndSaysWhat(string path, string expected)
    {
        await using var api = await RunningApi.StartAsync();

        using var response = await api.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("detail").GetString()!.ShouldContain(expected);
    }

    [Fact]
    public async Task Actions_ChangeTheIncident()
    {
        await using var api = await RunningApi.StartAsync();
        await OpenAsync(api);
        api.Client.DefaultRequestHeaders.Add("Synops-Actor", "user:anna");

        (await StatusAsync(api.PostAsync("incidents/INC-1/acknowledge", ""))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(api.PostAsync("incidents/INC-1/acknowledge", "{}"))).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(api.PostAsync("incidents/INC-1/notes", """{"text": "index was missing"}"""))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(api.PostAsync("incidents/INC-1/notes", """{"text": "x", "colour": 1}"""))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(api.PostAsync("incidents/INC-1/notes", "{}"))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(api.PostAsync("incidents/INC-1/notes", """{"text": " "}"""))).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(api.PostAsync("incidents/INC-1/notes", $$"""{"text": "{{new string('x', 70_000)}}"}"""))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await StatusAsync(api.PostAsync("incidents/INC-1/resolve", """{"note": "added"}"""))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(api.PostAsync("incidents/INC-9/resolve", "{}"))).ShouldBe(HttpStatusCode.NotFound);

        var incident = await api.ReadAsync("incidents/INC-1");
        incident.GetProperty("state").GetString().ShouldBe("resolved");
        incident.GetProperty("timeline").EnumerateArray().Count(entry => entry.GetProperty("actor").GetString() == "user:anna").ShouldBe(3);
    }

    [Fact]
    public async Task Report_Language_IsMarkdownInIt()
    {
        await using var api = await RunningApi.StartAsync();
        await OpenAsync(api);

        using var french = await api.GetAsync("incidents/INC-1/report?lang=fr");

        french.Content.Headers.ContentType!.MediaType.ShouldBe("text/markdown");
        (await french.Content.ReadAsStringAsync(Token)).ShouldContain("## Leçons apprises");
        (await (await api.GetAsync("incidents/INC-1/report")).Content.ReadAsStringAsync(Token)).ShouldContain("## Lessons learned");
    }

    internal static async Task OpenAsync(RunningApi api)
    {
        await api.RunTwiceAsync(Outcome.Down);
        await Storage.Eventually.BeTrueAsync(async () => (await api.ReadAsync("incidents?state=open")).GetProperty("incidents").GetArrayLength() == 1);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return response.StatusCode;
    }
}
