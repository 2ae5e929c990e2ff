using System.Text;
using EndToEnd.Tests.Incidents;
using EndToEnd.Tests.Pages;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Redaction;

/// <summary>
/// RED-01: one failed payment with every kind of secret, by the real prober, through its spool into a real collector, which
/// opens an incident and tells a webhook. All that either has written, shown or sent is searched: 0 hits.
/// </summary>
public sealed class RedactionTests(RunningSystem system, Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-canary-");
    private readonly CanaryScan _scan = new(CanaryShop.Canaries, CanaryShop.Code);
    private OwnParts? _parts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data(string service) => Path.Combine(_folder.FullName, ".synops", service);

    [Fact]
    public void Scan_EachCanaryInEachForm_IsFound()
    {
        foreach (var (canary, form) in CanaryShop.Canaries.SelectMany(canary => canary.Forms().Select(form => (canary, form))))
        {
            var scan = new CanaryScan(CanaryShop.Canaries, CanaryShop.Code);
            scan.File("file", Encoding.Latin1.GetBytes($"before {form.Text} after"));
            scan.Hits.ShouldContain(hit => hit.StartsWith(canary.Name, StringComparison.Ordinal), $"{canary.Name} as {form.Form}");
        }

        _scan.Text("text", "4929 0000-0000 0006");
        _scan.Text("text", """{"cvv": "7319"}""");
        _scan.Hits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Run_FailedPaymentWithEveryKindOfSecret_LeavesNoneOfThemAnywhere()
    {
        system.Require();
        await using var shop = await CanaryShop.StartAsync(Token);
        await using var team = await WebhookReceiver.StartAsync(Token);
        Write(shop.Url, new Uri(team.Address));
        _parts = new OwnParts(system, Path.Combine(_folder.FullName, "synthetics.yaml"));
        _parts.StartProber();
        await Poll.UntilTrueAsync("the run in the spool", () => Task.FromResult(ProberSpool.Runs(Data("prober")) > 0), Token, () => _parts.Output());
        _scan.Folder(Data("prober"));
        _scan.Seen.ShouldContain(name => name.StartsWith("spool", StringComparison.Ordinal) && name.EndsWith(".rec", StringComparison.Ordinal));

        _parts.StartCollector();
        var store = new Store(Data("collector"));
        var run = await Poll.UntilAsync("the run in the store", () => store.FindRunAsync("check_name = 'pay'"), Token, () => _parts.Output());
        await Poll.UntilTrueAsync("the notification", () => Task.FromResult(!team.Received.IsEmpty), Token, () => _parts.Output());

        run.Outcome.ShouldBe("down");
        foreach (var artifact in (string[])["dom.html.txt", "console.json", "network.json", "trace.zip"])
        {
            run.Artifacts.ShouldContain(artifact);
        }

        await ShownAsync(run.RunId);
        await StoredAsync(store);
        _scan.Folder(_folder.FullName + "/.synops");
        _scan.Text("logs", _parts.Output(int.MaxValue));
        _scan.Text("notifications", string.Join('\n', team.Received.Select(message => message.GetRawText())));
        Sent(shop);
        foreach (var part in (string[])["store.db", "trace.zip", "page /runs/", "api ", "report fr", "row of spans", "logs", "notifications"])
        {
            _scan.Seen.ShouldContain(name => name.Contains(part, StringComparison.Ordinal) || name.StartsWith("PK", StringComparison.Ordinal), part);
        }

        _scan.Hits.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _parts?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Write(Uri shop, Uri team)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "synthetics.yaml"), $$"""
            sites:
              canary: {url: "{{shop}}", languages: [fr], reach: ["{{shop.Authority}}"]}
            channels:
              team: {webhook: {url: "{{team}}", reach: ["{{team.Authority}}"]} }
            checks:
              pay: {journey: pay.yaml, every: 1h, timeout: 30s, confirm: {failures: 1, successes: 1}, scenario: payment}
            """);
        File.WriteAllText(Path.Combine(_folder.FullName, "pay.yaml"), $$"""
            name: Pay
            variables:
              password: {secret: "{{CanaryShop.Password}}"}
              card: {secret: "{{CanaryShop.Card}}"}
              code: {secret: "{{CanaryShop.Code}}"}
              email: {secret: "{{CanaryShop.Email}}"}
            steps:
              - name: basic
                open: "http://canary:{{CanaryShop.UrlPassword}}@{{shop.Authority}}/"
              - name: page
                open: "/pay?apikey={{CanaryShop.ApiKey}}"
                expect: [{role: heading, name: Paiement}]
              - name: pay
                do:
                  - fill: {css: "#email", with: $email}
                  - fill: {css: "#password", with: $password}
                  - fill: {css: "#card", with: $card}
                  - fill: {css: "#cvv", with: $code}
                  - click: {role: button, name: Payer}
                expect: [{url: /merci}]
            """);
    }

    /// <summary>What the pages and the API say.</summary>
    private async Task ShownAsync(string run)
    {
        using var anna = new Operator(system.Addresses with { Collector = _parts!.Collector });
        var incident = (await Poll.UntilAsync("the incident", async () => (await anna.GetAsync("/api/v1/incidents?state=open", Token)).GetProperty("incidents") is var list && list.GetArrayLength() > 0 ? list[0].GetProperty("id").GetString() : null, Token))!;
        foreach (var path in (string[])["/api/v1/incidents?state=open", $"/api/v1/incidents/{incident}"])
        {
            _scan.Text("api " + path, await anna.GetTextAsync(path, Token));
        }

        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((await anna.PostAsync("/api/v1/login-links", new { }, Token)).GetProperty("url").GetString()!);
        await page.Locator("form[action='/login'] button").ClickAsync();
        await page.WaitForURLAsync(_parts.Collector.ToString());
        foreach (var language in (string[])["fr", "en"])
        {
            _scan.Text($"report {language}", await anna.GetTextAsync($"/api/v1/incidents/{incident}/report?lang={language}", Token));
            foreach (var path in (string[])["/", "/checks", "/checks/pay", $"/runs/{run}", "/traces", $"/traces/{run}", "/incidents", $"/incidents/{incident}", "/status"])
            {
                var answer = await context.APIRequest.GetAsync(new Uri(_parts.Collector, path).ToString(), new() { Headers = [new("Accept-Language", language)] });
                (answer.Status, answer.Url).ShouldBe((200, new Uri(_parts.Collector, path).ToString()));
                _scan.Text($"page {path} {language}", await answer.TextAsync());
            }
        }
    }

    /// <summary>The rows themselves: a long text spans pages of the file.</summary>
    private async Task StoredAsync(Store store)
    {
        foreach (var table in await store.QueryAsync<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite%'"))
        {
            foreach (IDictionary<string, object?> row in await store.QueryAsync<object>($"select * from \"{table}\""))
            {
                _scan.Text($"row of {table}", string.Join('\n', row.Values.Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value?.ToString())));
            }
        }
    }

    /// <summary>That nothing was found means something only if the shop got it all; what stands in a URL before the host is sent when a server asks for it.</summary>
    private static void Sent(CanaryShop shop)
    {
        var all = string.Join('\n', shop.Requests.Select(Uri.UnescapeDataString));
        foreach (var canary in CanaryShop.Canaries.Where(canary => canary.Name is not ("password" or "e-mail" or "password in a URL")))
        {
            all.ShouldContain(canary.Value, Case.Sensitive, canary.Name);
        }
    }
}
