using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>RED-05, and RED-04 for what a run says: pictures cover all fields and texts with secrets, and nothing shows one.</summary>
public sealed class SecretsTests(BrowserFixture browser)
{
    private const string Card = "4242424242424242";
    private const string Password = "s3cret pass/word";

    private const string Variables = "variables: {card: {secret: \"" + Card + "\"}, password: {secret: \"" + Password + "\"}}";

    /// <summary>RED-04.</summary>
    [Fact]
    public async Task RunAsync_SecretsInFieldsUrlsAndTexts_AreNowhereInTheRun()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(
            "<h1>Home</h1><label>Card <input name=card></label><a href='/next'>Next</a><p id=echo></p>"
            + "<script>document.querySelector('input').oninput = e => { document.title = e.target.value; document.querySelector('#echo').textContent = e.target.value; }</script>"));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$$"""
            name: Secrets
            {{{Variables}}}
            steps:
              - open: /p/$password/$card?key=$card
              - name: card
                do: [{fill: {label: Card, with: $card}}]
              - name: read
                request: GET /api/$card?x=$password
              - name: fails
                do: [{wait-for: {text: never $card}}]
                expect: [{title: Other}]
                timeout: 1s
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Reason.ShouldBe(Reasons.StepFailed, ran.Result.Message);
        shop.Paths.ShouldContain($"/api/{Card}");
        foreach (var form in (string[])[Card, "4242 4242 4242 4242", Password, Uri.EscapeDataString(Password)])
        {
            ran.Everything.ShouldNotContain(form);
        }

        ran.Artifacts.Film.ShouldBe(["film-1.jpg"], "the page shows the card from step 2 on");
    }

    /// <summary>RED-05: each declared field, and each field that was filled from a secret; of a secret step all of them.</summary>
    [Fact]
    public async Task RunAsync_FailureWithFilledFields_PictureIsCoveredThere()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync("""
            <style>body { margin: 0; background: #fff } input { position: absolute; left: 0; width: 400px; height: 100px; border: 0; padding: 0; background: #0f0; color: #0f0 }</style>
            <input type=password style="top: 0"><input autocomplete=cc-number style="top: 200px"><input id=typed style="top: 400px"><input id=open style="top: 600px">
            """));

        var plain = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$$"""
            name: Covered
            {{{Variables}}}
            steps: [{name: type, do: [{open: /}, {fill: {css: "#typed", with: $card}}]}, {name: see, expect: [{text: never}], timeout: 1s}]
            """, token: TestContext.Current.CancellationToken);
        var secret = await JourneyRuns.RunAsync(browser.Host, shop.Url,
            "name: Secret\nsteps: [{name: look, open: /, secret: true}, {name: see, secret: true, expect: [{text: never}], timeout: 1s}]", token: TestContext.Current.CancellationToken);

        var seen = await Pixels.ReadAsync(browser.Host, plain.Artifacts.Kept["step-2.jpg"], [(50, 50), (50, 250), (50, 450), (50, 650)]);
        seen.Select(Pixels.IsGreen).ShouldBe([false, false, false, true]);
        var all = await Pixels.ReadAsync(browser.Host, secret.Artifacts.Kept["step-2.jpg"], [(50, 50), (50, 250), (50, 450), (50, 650)]);
        all.Select(Pixels.IsGreen).ShouldBe([false, false, false, false]);
        secret.Artifacts.Film.ShouldBeEmpty();
    }

    /// <summary>RED-05: also where no field is.</summary>
    [Fact]
    public async Task RunAsync_SecretInTheTextOfThePage_IsCoveredInThePictureOfTheFailure()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(
            "<body style='margin:0;background:#fff'><p style='position:absolute;top:0;left:0;width:400px;height:100px;margin:0;background:#0f0'>Card 4242 4242 <b>4242</b> 4242</p>"
            + "<p style='position:absolute;top:300px;left:0;width:400px;height:100px;margin:0;background:#0f0'>Other</p>"));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$$"""
            name: Text
            {{{Variables}}}
            steps: [{name: look, open: /}, {name: see, expect: [{text: never}], timeout: 1s}]
            """, token: TestContext.Current.CancellationToken);

        (await Pixels.ReadAsync(browser.Host, ran.Artifacts.Kept["step-2.jpg"], [(350, 80), (350, 380)])).Select(Pixels.IsGreen).ShouldBe([false, true]);
    }

    /// <summary>RED-05 for the film.</summary>
    [Fact]
    public async Task RunAsync_SuccessfulSteps_FilmIsSmallAndSecretStepsHaveNone()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(
            "<body style='margin:0;background:#fff'><input type=password value=abc style='position:absolute;top:0;left:0;width:400px;height:100px;border:0;background:#0f0'>"));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Film\nsteps: [{open: /}, {name: pay, open: /pay, secret: true}]", token: TestContext.Current.CancellationToken);

        ran.Artifacts.Kept.Keys.ShouldBe(["film-1.jpg"]);
        (await Pixels.SizeAsync(browser.Host, ran.Artifacts.Kept["film-1.jpg"])).ShouldBe((640, 400));
        (await Pixels.ReadAsync(browser.Host, ran.Artifacts.Kept["film-1.jpg"], [(25, 25)])).ShouldAllBe(pixel => !Pixels.IsGreen(pixel));
    }
}
