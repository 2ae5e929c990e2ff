using System.Text.Json;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Payments;

/// <summary>
/// A script is injected into the payment page of the demo shop, the Magecart way: finding with address and hash in the first run
/// that begins after it, a security incident, silence once somebody approves it. Shop, prober and collector are this test's own.
/// </summary>
public sealed class SkimmerTests(RunningSystem system) : IDisposable
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-skimmer-");
    private OwnParts? _parts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_InjectedIntoThePaymentPage_IsAnIncidentUntilItIsApproved()
    {
        system.Require();
        await using var skimmer = await SkimmerHost.StartAsync(Token);
        _parts = new OwnParts(system, Path.Combine(_folder.FullName, "synthetics.yaml"));
        Write(_parts.Shop, skimmer.Url);
        var store = new Store(Path.Combine(_folder.FullName, ".synops", "collector"));
        using var anna = new Operator(system.Addresses with { Collector = _parts.Collector, Shop = _parts.Shop });
        _parts.StartShop();
        _parts.StartCollector();
        await Poll.UntilTrueAsync("the shop answers", AnswersAsync, Token, () => _parts.Output());
        // The shop's policy would refuse the script; most shops have none that does.
        await anna.BreakAsync("header", new { name = "Content-Security-Policy", value = "default-src 'self'; script-src *" }, Token);
        _parts.StartProber();
        await Poll.UntilAsync("a green checkout, which is approved", () => store.FindRunAsync("outcome = 'up'"), Token, () => Output(store));

        await anna.BreakAsync("script", new { url = skimmer.Url }, Token);
        var injected = TimeProvider.System.GetUtcNow();
        var incident = await Poll.UntilAsync("a security incident", () => IncidentAsync(anna, skimmer.Url), Token, () => Output(store));

        incident.ShouldContain(skimmer.Url.AbsoluteUri);
        incident.ShouldContain(SkimmerHost.Hash);
        var after = new { after = injected.ToUnixTimeMilliseconds() * 1_000_000 };
        var first = await Poll.UntilAsync(
            "the first run after it", async () => (await store.QueryAsync<string>("select outcome || ' ' || findings from runs where start_nano > @after order by start_nano limit 1", after)).SingleOrDefault(), Token, () => Output(store));
        first.ShouldStartWith("degraded", Case.Sensitive, "the first run after it: within one interval");
        first.ShouldContain(skimmer.Url.AbsoluteUri);

        var approval = _parts.StartCommand("baseline", "approve", "checkout");
        (await approval.WaitForExitAsync(Cap, Token)).ShouldBeTrue(approval.LastLines());
        approval.ExitCode.ShouldBe(0, approval.LastLines());
        approval.LastLines().ShouldContain(skimmer.Url.AbsoluteUri);
        await Poll.UntilTrueAsync("the incident is over", async () => await IncidentAsync(anna, skimmer.Url) is null, Token, () => Output(store));
        (await store.FindRunAsync("true"))!.Outcome.ShouldBe("up", "approved is silent, although the script is still there");
    }

    public void Dispose()
    {
        _parts?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Write(Uri shop, Uri skimmer)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "synthetics.yaml"), $$"""
            sites:
              parfumerie: {url: "{{shop}}", languages: [fr], reach: ["{{shop.Authority}}", "{{skimmer.Authority}}"]}
            checks:
              checkout:
                journey: journeys/checkout.yaml
                every: 4s
                timeout: 40s
                confirm: {failures: 1, successes: 1}
                integrity: {pages: [/commande/*/paiement], baseline: baselines/checkout.json}
                scenario: payment
            """);
        File.Copy(Path.Combine(Repository.Root, "journeys", "checkout.yaml"), Path.Combine(_folder.CreateSubdirectory("journeys").FullName, "checkout.yaml"));
        _folder.CreateSubdirectory("baselines");
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient();
        try
        {
            using var home = await http.GetAsync(_parts!.Shop, Token);
            using var collector = await http.GetAsync(new Uri(_parts.Collector, "/alive"), Token);
            return home.IsSuccessStatusCode && collector.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The open incident about that script, as the API shows it; null when there is none.</summary>
    private static async Task<string?> IncidentAsync(Operator anna, Uri script)
    {
        foreach (var incident in (await anna.GetAsync("/api/v1/incidents?state=open", Token)).GetProperty("incidents").EnumerateArray())
        {
            if (incident.GetProperty("scenario").GetString() == "security" && incident.GetProperty("cause").GetString()!.Contains(script.AbsoluteUri, StringComparison.Ordinal))
            {
                return JsonSerializer.Serialize(incident, Readable);
            }
        }

        return null;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Output(Store store) => store.Summary() + "\n" + _parts!.Output();
}
