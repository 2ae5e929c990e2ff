using System.Text.Json;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Webhook;

public sealed class WebhookCheckTests
{
    private const string Full = """
        {webhook: {path: /api/webhooks/stripe, scheme: stripe, secret: whsec_test_secret, order: /api/test-orders/$run,
          then: {json: /api/orders/$run, expect: {$.status: paid}, within: 1s}, repeat: true, must-refuse: [bad-signature, replay]}}
        """;

    [Fact]
    public async Task Run_EndpointIsRight_IsUpAndLeavesNothing()
    {
        await using var shop = await WebhookShop.StartAsync();

        var result = await CheckAsync(shop);

        result.Outcome.ShouldBe(Outcome.Up, result.Message);
        result.Findings.ShouldBeEmpty();
        shop.Status.ShouldBe("paid");
        shop.Removed.ShouldBe([Probe.RunId]);
        shop.Bodies.Distinct().Count().ShouldBe(1, "forged events are the one that was handled");
        var sent = JsonDocument.Parse(shop.Bodies[0]).RootElement;
        sent.GetProperty("id").GetString().ShouldBe($"evt_synops_{Probe.RunId}");
        sent.GetProperty("type").GetString().ShouldBe("payment_intent.succeeded");
        var intent = sent.GetProperty("data").GetProperty("object");
        intent.GetProperty("id").GetString().ShouldBe("pi_1");
        intent.GetProperty("amount_received").GetInt64().ShouldBe(4200);
    }

    [Theory]
    [InlineData("status", "response_status", "webhook-refused", "deliver")]
    [InlineData("redirect", "response_status", "webhook-refused", "deliver")]
    [InlineData("slow", "timeout", "webhook-failed", "deliver")]
    [InlineData("drop", "assertion_failed", "webhook-no-effect", "effect")]
    [InlineData("once", "response_status", "webhook-repeat-refused", "repeat")]
    [InlineData("twice", "assertion_failed", "webhook-repeat-counted", "repeat")]
    [InlineData("anyone", "integrity", "webhook-unsigned-accepted", "refuse")]
    [InlineData("any-time", "integrity", "webhook-unsigned-accepted", "refuse")]
    [InlineData("broken-refusal", "response_status", "webhook-refusal-unexpected", "refuse")]
    public async Task Run_EndpointIsWrong_HasExactlyThatFinding(string mode, string reason, string code, string step)
    {
        await using var shop = await WebhookShop.StartAsync();
        shop.Mode = mode;

        var result = await CheckAsync(shop, timeout: TimeSpan.FromSeconds(mode == "slow" ? 2 : 10));

        result.Outcome.ShouldBe(Outcome.Down);
        result.Reason.ShouldBe(reason);
        result.FailedStep.ShouldBe(step);
        var finding = result.Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(code);
        finding.Severity.ShouldBe(Severity.Error);
        finding.Subject.ShouldBe("/api/webhooks/stripe");
        shop.Removed.ShouldBe([Probe.RunId]);
    }

    [Theory]
    [InlineData(503, Outcome.Down, "response_status")]
    [InlineData(404, Outcome.Unknown, "cannot_verify")]
    public async Task Run_NoTestOrder_SendsNoEvent(int status, Outcome outcome, string reason)
    {
        await using var shop = await WebhookShop.StartAsync();
        shop.OrderStatus = status;

        var result = await CheckAsync(shop);

        result.Outcome.ShouldBe(outcome);
        result.Reason.ShouldBe(reason);
        result.FailedStep.ShouldBe("order");
        shop.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TestOrderIsNoSuchJson_IsDown()
    {
        await using var shop = await WebhookShop.StartAsync();
        shop.OrderBody = """{"id": 5}""";

        (await CheckAsync(shop)).Reason.ShouldBe("response_invalid");
    }

    [Fact]
    public async Task Run_WithoutProbeKey_CannotVerify()
    {
        await using var shop = await WebhookShop.StartAsync();

        var result = await Probe.CheckAsync(Type(), Probe.SiteOf(shop.Url, own: true), Full, key: null);

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe("cannot_verify");
        result.Message!.ShouldContain("SYNOPS_PROBE_KEY");
    }

    [Fact]
    public async Task Run_WithoutOrder_SendsAnEventAboutNone()
    {
        await using var shop = await WebhookShop.StartAsync();

        var result = await CheckAsync(shop, "{webhook: {path: /api/webhooks/stripe, secret: whsec_test_secret}}");

        result.Outcome.ShouldBe(Outcome.Up, result.Message);
        shop.Bodies.ShouldHaveSingleItem().ShouldContain($"pi_synops_{Probe.RunId}");
        shop.Removed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_NobodyListens_IsConnectionError()
    {
        using var closed = new ClosedPort();

        (await Probe.CheckAsync(Type(), Probe.SiteOf(closed.Url, own: true), Full)).Reason.ShouldBe("connection_error");
    }

    [Theory]
    [InlineData("{webhook: {path: /x, secret: ''}}", "secret")]
    [InlineData("{webhook: {path: /x}}", "'secret' is missing")]
    [InlineData("{webhook: {secret: a}}", "'path' is missing")]
    [InlineData("{webhook: {path: /x, secret: a, must-refuse: [replays]}}", "replay")]
    [InlineData("{webhook: {path: /x, secret: a, scheme: github}}", "stripe")]
    [InlineData("{webhook: {path: /x, secret: a, order: https://evil.example}}", "a path below the site")]
    [InlineData("{webhook: {path: /x, secret: a, then: {json: /a, expect: {$.a: b}, within: 20s}}}", "longer than the timeout")]
    [InlineData("{webhook: {path: /x, secret: a, zzz: 1}}", "known here")]
    public void Create_Mistake_IsReported(string yaml, string said) => Probe.Mistakes(Type(), yaml).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static WebhookCheckType Type() => new(Probe.NewTransport(), TimeProvider.System);

    private static Task<CheckResult> CheckAsync(WebhookShop shop, string yaml = Full, TimeSpan? timeout = null) =>
        Probe.CheckAsync(Type(), Probe.SiteOf(shop.Url, own: true), yaml, timeout);
}
