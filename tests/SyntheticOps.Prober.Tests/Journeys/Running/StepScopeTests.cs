using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Running;

/// <summary>What a step says when it does not work, and what belongs to it.</summary>
public sealed class StepScopeTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("click: {role: button, name: Comander}", "button 'Comander' was not found within 1.5 s; the closest is button 'Commander'")]
    [InlineData("click: {role: link, name: Actualiser}", "link 'Actualiser' was not found within 1.5 s; the closest is button 'Actualiser'")]
    [InlineData("fill: {label: Courriel E-mail, with: a}", "field 'Courriel E-mail' was not found within 1.5 s; the closest is textbox 'E-mail'")]
    [InlineData("fill: {placeholder: Recherche un parfum, with: a}", "field with placeholder 'Recherche un parfum' was not found within 1.5 s; the closest is 'Rechercher un parfum'")]
    [InlineData("hover: {test-id: cartcount}", "element with test id 'cartcount' was not found within 1.5 s; the closest is 'cart-count'")]
    [InlineData("hover: {css: .none}", "element '.none' was not found within 1.5 s.")]
    [InlineData("expect: {text: Mentions legales}", "text 'Mentions legales' was not found within 1.5 s; the closest is paragraph 'Mentions légales'")]
    [InlineData("popup: true, press: Enter", "no window was opened within 1.5 s")]
    [InlineData("popup: /nowhere, press: Enter", "no window at /nowhere was opened within 1.5 s")]
    [InlineData("close: popup", "there is no other window to close")]
    [InlineData("timeout: 3s, open: /panier, set: {a: {text-of: {css: .none}}}", "the variable $a was not found in the text of element '.none'")]
    [InlineData("timeout: 3s, open: /panier, set: {a: {response: GET /api/none, json: $.a}}", "the variable $a was not found in the answer to GET /api/none")]
    [InlineData("timeout: 20s, request: {to: GET /panier, status: 404}", "GET /panier answered 200, not 404")]
    [InlineData("timeout: 20s, press: Enter, repeat: {until: {text: never}, every: 100ms, at-most: 5s, times: 2}", "text 'never' was not found after 2 times")]
    public async Task RunAsync_StepFails_SaysWhatIsNearAndWhere(string step, string expected)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$"""
            name: N
            steps:
              - open: /
              - {name: bad, {{(step.Contains("timeout", StringComparison.Ordinal) ? "" : "timeout: 1500ms, ")}}{{step}}}
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Down);
        ran.Result.Message.ShouldNotBeNull().ShouldStartWith($"Step 2 'bad': {expected}");
        ran.Result.Findings[0].Args[1].ShouldMatch(@"^[0-9a-f]{32}\.yaml\(4,[0-9]+\)$");
        ran.Steps.Last().GetTagItem("code.line.number").ShouldBe(4L);
    }

    [Fact]
    public async Task RunAsync_IfPresentIsAbsent_SkipsTheStep()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: N
            tags: [quick, shop]
            steps:
              - open: /panier
              - {name: cookies, if-present: {text: Tout accepter, for: 100ms}, click: {text: Tout accepter}}
              - {name: soft, optional: true, timeout: 100ms, click: {text: Rien}}
              - {name: slow, budget: 100ms, pause: 300ms}
            """, token: TestContext.Current.CancellationToken);

        (ran.Result.Outcome, ran.Result.Reason, ran.Result.FailedStep).ShouldBe((Outcome.Degraded, Reasons.TooSlow, "slow"));
        ran.Result.Findings.Select(finding => finding.Code).ShouldBe(["step-slow", "optional-step-failed"]);
        ran.Steps.Single(step => Equals(step.GetTagItem("synthetic.step.name"), "cookies")).GetTagItem("synthetic.step.skipped").ShouldBe(true);
        ran.Result.Attributes["synthetic.check.tags"].ShouldBeOfType<string[]>().ShouldBe(["quick", "shop"]);
    }

    /// <summary>PRB-32: an expression runs in the page and nowhere else; the language has no other code.</summary>
    [Theory]
    [InlineData("typeof process === 'undefined' && typeof require === 'undefined' && typeof module === 'undefined'")]
    [InlineData("fetch('file:///etc/hostname').then(() => false, () => true)")]
    public async Task RunAsync_Expression_SeesThePageOnly(string expression)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$"""
            name: N
            steps:
              - open: /panier
              - wait-for: {expression: "{{expression}}"}
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
    }

    /// <summary>PRB-32.</summary>
    [Theory]
    [InlineData("script")]
    [InlineData("exec")]
    [InlineData("process")]
    [InlineData("shell")]
    [InlineData("evaluate")]
    [InlineData("file")]
    [InlineData("env")]
    public void Read_VerbsThatReachTheMachine_DoNotExist(string verb) =>
        JourneyRuns.Read($"name: N\nsteps: [{{{verb}: a}}]").Mistakes.ShouldContain(line => line.Contains($"the key '{verb}' is not known", StringComparison.Ordinal));

    [Fact]
    public async Task RunAsync_SecretThatAStepFound_IsShownNowhere()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["/"] = "<title>t</title><p id=token>tok-5f3e-88</p><label>Token <input></label><p>x</p>",
            ["/favicon.ico"] = "",
        });

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: N
            steps:
              - {open: /, set: {token: {text-of: {css: "#token"}, secret: true}}}
              - {name: use, timeout: 300ms, fill: {label: Token, with: $token}, expect: {css: p, nth: 1, text: "not $token"}}
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Down);
        ran.Everything.ShouldNotContain("tok-5f3e-88");
    }
}
