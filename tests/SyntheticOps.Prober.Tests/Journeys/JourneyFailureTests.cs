using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>What a failed run says, and that its `finally` steps run all the same (after a deadline: JourneyDeadlineTests).</summary>
public sealed class JourneyFailureTests(BrowserFixture browser)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{click: {role: button, name: Payer}, timeout: 1200ms}""", Reasons.StepFailed, "button 'Payer' was not found within 1.2 s")]
    [InlineData("""{click: {role: button, name: Grey}, timeout: 1200ms}""", Reasons.StepFailed, "button 'Grey' never became enabled within 1.2 s")]
    [InlineData("""{click: {text: Hidden}, timeout: 1200ms}""", Reasons.StepFailed, "text 'Hidden' never became visible within 1.2 s")]
    [InlineData("""{click: {role: link, name: Twice}}""", Reasons.StepFailed, "link 'Twice' stands for several elements; 'within' or 'nth' says which")]
    [InlineData("""{open: /broken}""", Reasons.ResponseStatus, "GET /broken answered 503")]
    [InlineData("""{open: /missing}""", Reasons.ResponseStatus, "GET /missing answered 404")]
    [InlineData("""{open: /close}""", Reasons.ResponseEnded, "/close was not loaded: the connection ended before the answer was complete")]
    [InlineData("""{open: "http://localhost:59999/"}""", Reasons.BlockedByPolicy, "localhost (127.0.0.1) is a private address")]
    [InlineData("""{do: [{click: {role: link, name: Broken}}, {click: {role: button, name: Never}}]}""", Reasons.ResponseStatus, "GET /broken answered 503")]
    [InlineData("""{expect: [{text: Merci}], timeout: 1200ms}""", Reasons.StepFailed, "text 'Merci' was not found within 1.2 s")]
    [InlineData("""{expect: [{url: /elsewhere}], timeout: 1200ms}""", Reasons.StepFailed, "the page was /home, not /elsewhere within 1.2 s")]
    [InlineData("""{expect: [{title: Merci}], timeout: 1200ms}""", Reasons.StepFailed, "the title was 'Fine', not 'Merci' within 1.2 s")]
    [InlineData("""{expect: [{css: h1, text: Bad}], timeout: 1200ms}""", Reasons.StepFailed, "text of element 'h1' was 'Home', not 'Bad' within 1.2 s")]
    [InlineData("""{expect: [{css: h1, count: 2}], timeout: 1200ms}""", Reasons.StepFailed, "number of element 'h1' was 1, not 2 within 1.2 s")]
    [InlineData("""{expect: [{not: {text: Home}}], timeout: 1200ms}""", Reasons.StepFailed, "text 'Home' was visible within 1.2 s")]
    [InlineData("""{open: /api, expect: [{response: POST /send, status: 200}], timeout: 3s}""", Reasons.StepFailed, "POST /send answered 502, not 200 within 3 s")]
    [InlineData("""{do: [{open: /api}, {click: {role: button, name: Done}}], timeout: 3s}""", Reasons.StepFailed, "button 'Done' was not found within 3 s; POST /send answered 502")]
    [InlineData("""{request: GET /broken}""", Reasons.ResponseStatus, "GET /broken answered 503")]
    [InlineData("""{request: GET /pending, repeat: {until: {$.status: paid}, every: 100ms, at-most: 300ms}}""", Reasons.AssertionFailed, "$.status was 'pending', not 'paid' within 0.3 s")]
    [InlineData("""{request: GET /close}""", Reasons.ResponseEnded, "/close was not loaded: the connection ended before the answer was complete")]
    [InlineData("""{open: /ok, set: {order: {url: "/order/(.+)"}}}""", Reasons.AssertionFailed, "the variable $order was not found in the address")]
    public async Task RunAsync_StepThatFails_SaysWhatAndWhy(string step, string reason, string text)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $"name: Fails\nsteps:\n  - {{name: first, open: /home}}\n  - {step.Insert(1, "name: pay, ")}", token: Token);

        ran.Result.Reason.ShouldBe(reason, ran.Result.Message);
        ran.Result.Outcome.ShouldBe(reason == Reasons.BlockedByPolicy ? Outcome.Unknown : Outcome.Down);
        ran.Result.Message!.ShouldStartWith("Step 2 'pay': ");
        ran.Result.Message.ShouldContain(text);
        ran.Result.FailedStep.ShouldBe("pay");
        ran.Steps.Last().GetTagItem("synthetic.step.reason").ShouldBe(reason);
        ran.Artifacts.Kept.Keys.ShouldContain("step-2.jpg");
        ran.Result.Findings.ShouldContain(finding => finding.Code == "step-failed" && finding.Subject == "pay");
    }

    [Fact]
    public async Task RunAsync_SlowPage_IsDegradedAndNamesTheSlowestStep()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(async context =>
        {
            await Task.Delay(context.Request.Path == "/slow" ? 3000 : 0, context.RequestAborted);
            await context.Response.WriteAsync("<h1>Ok</h1>");
        });

        var ran = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, "name: Slow\nsteps: [{open: /}, {open: /slow}]", new() { Budget = new Budget(TimeSpan.FromSeconds(2.5), null) }, Token);

        ran.Result.Outcome.ShouldBe(Outcome.Degraded);
        ran.Result.Reason.ShouldBe(Reasons.TooSlow);
        ran.Result.FailedStep.ShouldBe("open /slow");
        ran.Result.Findings.ShouldHaveSingleItem().Code.ShouldBe("step-slow");
        ran.Result.Message!.ShouldMatch("^Step 2 'open /slow': a page took [0-9.]+ s, more than 2.5 s");
    }

    [Fact]
    public async Task RunAsync_FailureBefore_FinallyStepsStillRun()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: Cleans up
            steps: [{open: /broken}]
            finally: [{request: GET /broken}, {request: DELETE /api/test-orders/$run}]
            """, token: Token);

        ran.Result.Reason.ShouldBe(Reasons.ResponseStatus);
        ran.Result.FailedStep.ShouldBe("open /broken");
        shop.Paths.ShouldContain($"/api/test-orders/{ran.RunId}");
        ran.Result.Findings.ShouldContain(finding => finding.Code == "finally-failed" && finding.Subject == "request GET /broken");
    }

    [Fact]
    public async Task RunAsync_NameThatDoesNotResolve_IsNameResolutionError()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        var dialer = new Checks.Network.ProbeDialer(TimeProvider.System, (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        var ran = await JourneyRuns.RunAsync(
            browser.Host, new Uri("http://shop.invalid/"), "name: Nowhere\nsteps: [{open: /}]", new() { Dialer = dialer }, Token);

        ran.Result.Reason.ShouldBe(Reasons.NameResolutionError, ran.Result.Message);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path)
        {
            case "/home":
                return context.Response.WriteAsync("<title>Fine</title><h1>Home</h1><button disabled>Grey</button><p hidden>Hidden</p><a href=/a>Twice</a><a href=/b>Twice</a><a href=/broken>Broken</a>");
            case "/broken":
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            case "/missing":
                context.Response.StatusCode = 404;
                return context.Response.WriteAsync("missing");
            case "/send":
                context.Response.StatusCode = 502;
                return Task.CompletedTask;
            case "/close":
                context.Abort();
                return Task.CompletedTask;
            case "/pending":
                return context.Response.WriteAsync("""{"status": "pending"}""");
            case "/api":
                return context.Response.WriteAsync("<script>fetch('/send', {method: 'POST'})</script>");
            default:
                return context.Response.WriteAsync("<title>Fine</title><h1>Ok</h1>");
        }
    }
}
