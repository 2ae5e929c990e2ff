using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

public sealed class JourneyCheckTests(BrowserFixture browser)
{
    private const string Form = """
        <!doctype html><title>Parfums du jour</title><h1>Nos parfums</h1>
        <ul><li data-testid=item>Ambre <button onclick="pick('Ambre')">Ajouter</button></li><li data-testid=item>Iris <button onclick="pick('Iris')">Ajouter</button></li></ul>
        <p data-testid=picked></p>
        <label>E-mail <input name=email></label> <input placeholder=Ville name=city>
        <label>Pays <select name=country><option value=BE>Belgique<option value=FR>France</select></label>
        <label>J'accepte <input type=checkbox id=ok></label>
        <p id=error hidden>Erreur</p><p class=late></p>
        <button id=send onclick="send()">Envoyer</button>
        <script>
        function pick(name) { document.querySelector('[data-testid=picked]').textContent = name; }
        async function send() { const r = await fetch('/api/send?token=abc', {method: 'POST', body: document.querySelector('[name=email]').value}); if (r.ok) location = '/commande/' + (await r.text()) + '/merci'; }
        setTimeout(() => document.querySelector('.late').textContent = 'Enfin', 300);
        addEventListener('keydown', e => { if (e.key === 'F2') document.title = 'Touche'; });
        </script>
        """;

    private static Task<TestServer> ShopAsync(string sendAnswer = "42") => TestServer.StartAsync(new Dictionary<string, string>
    {
        ["/"] = Form,
        ["/api/send"] = sendAnswer,
        ["/commande/42/merci"] = "<title>Merci</title><h1>Merci</h1>",
        ["/api/orders/42"] = """{"status": "paid", "lines": [{"name": "Iris"}]}""",
        ["/favicon.ico"] = "",
    });

    [Fact]
    public async Task RunAsync_EveryVerbLocatorAndExpectation_IsUp()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ShopAsync();
        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: All
            variables: {email: "client+$run@example.test"}
            steps:
              - open: /
                expect:
                  - {role: heading, name: Nos parfums}
                  - {title: Parfums}
                  - {url: /}
                  - {test-id: item, count: 2}
                  - not: {css: "#error"}
                  - {css: .late, text: Enfin}
                  - {response: GET /, status: 200}
                  - {vital: fcp, under: 30s}
              - name: fill
                do:
                  - click: {role: button, name: Ajouter, within: {test-id: item, nth: 2}}
                  - wait-for: {text: Iris, nth: 1}
                  - fill: {label: E-mail, with: $email}
                  - fill: {placeholder: Ville, with: Paris}
                  - select: {label: Pays, option: France}
                  - check: {label: "J'accepte"}
                  - press: F2
                  - press: {placeholder: Ville, key: End}
                expect:
                  - {test-id: picked, text: Iris}
                  - {label: E-mail, value: $email}
                  - {placeholder: Ville, value: Paris}
                  - {label: Pays, value: FR}
                  - {title: Touche}
              - name: send
                click: {text: Envoyer}
                expect:
                  - {url: /commande/*/merci}
                  - {response: POST /api/send, status: 200}
                set: {order: {url: "/commande/(.+)/merci"}}
              - name: paid
                request: GET /api/orders/$order
                repeat: {until: {$.status: paid}, every: 100ms, at-most: 2s}
                expect: [{json: {"$.lines[0].name": Iris}}]
                set: {line: {json: "$.lines[0].name"}}
            finally:
              - request: GET /api/orders/42
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Message.ShouldBeNull();
        ran.Result.Outcome.ShouldBe(Outcome.Up);
        ran.Steps.Select(step => step.GetTagItem("synthetic.step.name")).ShouldBe(["open /", "fill", "send", "paid", "request GET /api/orders/42"]);
        ran.Artifacts.Kept.Keys.Order().ShouldBe(["film-1.jpg", "film-2.jpg", "film-3.jpg", "film-4.jpg"]);
        ran.Steps.First().Events.Select(e => e.Name).ShouldContain("browser.web_vital");
        ran.Requests.ShouldContain(span => (string?)span.GetTagItem("url.full") == $"{shop.Url}api/send?*" && (int?)span.GetTagItem("http.response.status_code") == 200);
        ran.Result.Attributes["synthetic.sandbox"].ShouldBe(!BrowserFixture.Settings.AllowNoSandbox);
    }
}
