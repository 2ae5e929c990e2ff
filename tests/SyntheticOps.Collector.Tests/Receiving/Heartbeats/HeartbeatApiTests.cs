using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using SyntheticOps.Collector.Dashboard.Text;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Receiving.Heartbeats;

public sealed class HeartbeatApiTests
{
    [Fact]
    public async Task Post_EachForm_IsARunOfTheCheck()
    {
        await using var host = await HeartbeatHost.StartAsync();

        var run = await host.RunOfAsync(await host.PostAsync("nightly"));
        (run.Site, run.Check, run.Type, run.Location, run.Outcome, run.Reason, run.Trigger).ShouldBe(("shop", "nightly", "heartbeat", "paris", Outcome.Up, null, "schedule"));
        run.Duration.ShouldBe(TimeSpan.Zero);

        (await host.RunOfAsync(await host.PostAsync("nightly/0"))).Outcome.ShouldBe(Outcome.Up);
        (await host.RunOfAsync(await host.PostAsync("nightly", JsonContent.Create(new { durationS = 90.5, message = "12 tables" })))).Duration.TotalSeconds.ShouldBe(90.5);
        (await host.RunOfAsync(await host.PostAsync("nightly", JsonContent.Create(new { status = "failure" })))).Message.ShouldBe("nightly reported a failure.");

        // As `curl --data-binary @log` sends it; what must not be stored is masked like everywhere.
        var failed = await host.RunOfAsync(await host.PostAsync("nightly/3", new StringContent("pg_dump: Bearer abcdefghijklmnop", Encoding.UTF8, "application/x-www-form-urlencoded")));
        (failed.Outcome, failed.Reason).ShouldBe((Outcome.Down, Reasons.StepFailed));
        failed.Message!.ShouldStartWith("nightly ended with exit code 3: ");
        failed.Message.ShouldNotContain("abcdefghijklmnop");
        new Words("fr").Verdict(failed).ShouldNotBeNull().Replace('\u00A0', ' ').ShouldStartWith("nightly s’est terminé avec le code 3 : ");
        failed.MessageParts!.ShouldNotContain("abcdefghijklmnop");
        var finding = failed.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity, finding.Subject, finding.Args[0]).ShouldBe(("heartbeat-failed", Severity.Error, "nightly", "3"));
    }

    [Fact]
    public async Task Post_Failure_OpensAnIncidentThatTheNextSuccessEnds()
    {
        await using var host = await HeartbeatHost.StartAsync();
        await host.PostAsync("nightly/fail");

        await Eventually.BeTrueAsync(async () => await host.IncidentsAsync() is [{ Scenario: "data-loss", Cause: "step_failed nightly", TitleCode: "heartbeat-failed", State: "open" }]);
        await host.PostAsync("nightly");
        await Eventually.BeTrueAsync(async () => await host.IncidentsAsync() is [{ State: "resolved" }]);
    }

    [Fact]
    public async Task Post_StartThenEnd_LastsThatLong()
    {
        await using var host = await HeartbeatHost.StartAsync();

        (await host.PostAsync("nightly/start")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = await host.RunOfAsync(await host.PostAsync("nightly"));

        run.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        (await host.RunOfAsync(await host.PostAsync("nightly"))).Duration.ShouldBe(TimeSpan.Zero, "a start counts once");
    }

    [Theory]
    [InlineData("home", 401)]
    [InlineData("nothing", 401)]
    [InlineData("nightly/ok", 404)]
    [InlineData("nightly/256", 404)]
    public async Task Post_NoSuchHeartbeatOrForm_IsRefused(string path, int status)
    {
        await using var host = await HeartbeatHost.StartAsync();

        ((int)(await host.PostAsync(path)).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Post_WrongSecret_IsRefusedAndInTimeNotEvenLookedAt()
    {
        await using var host = await HeartbeatHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HeartbeatHost.Secret + "x");

        (await host.PostAsync("nightly?secret=" + HeartbeatHost.Secret)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        for (var i = 0; i < 20; i++)
        {
            await host.PostAsync("nightly");
        }

        (await host.PostAsync("nightly")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HeartbeatHost.Secret);
        (await host.PostAsync("nightly")).StatusCode.ShouldBe(HttpStatusCode.OK, "a right one always passes");
    }

    [Fact]
    public async Task Post_BadBodies_AreRefused()
    {
        await using var host = await HeartbeatHost.StartAsync();

        (await host.PostAsync("nightly", JsonContent.Create(new { state = "ok" }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.PostAsync("nightly", JsonContent.Create(new { durationS = -1 }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.PostAsync("nightly", new StringContent(new string('a', 100_000)))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_TooOften_IsSlowedDown()
    {
        await using var host = await HeartbeatHost.StartAsync();
        HttpResponseMessage last;
        var sent = 0;
        do
        {
            last = await host.PostAsync("nightly");
            sent++;
        }
        while (last.IsSuccessStatusCode && sent < 500);

        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("with blanks and more than enough letters")]
    public async Task Map_SecretThatIsNone_StopsTheStartWithoutShowingIt(string secret)
    {
        await using var host = new HeartbeatHost(secret);

        var stopped = Should.Throw<StartupException>(host.Map);
        stopped.Message.ShouldContain("at least 22 letters and digits");
        if (secret.Length > 0)
        {
            stopped.Message.ShouldNotContain(secret);
        }
    }
}
