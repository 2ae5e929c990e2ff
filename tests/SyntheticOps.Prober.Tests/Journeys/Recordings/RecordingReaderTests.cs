using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Recordings;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Recordings;

public sealed class RecordingReaderTests(BrowserFixture browser)
{
    private const string Select = """ "target": "main", "selectors": [["aria/Payer"], ["#pay > button:nth-of-type(1)"], ["pierce/#pay"], ["text/Payer"]] """;
    private const string Any = """{any-of: [{role: button, name: "Payer", exact: true}, {css: "#pay > button:nth-of-type(1)"}, {text: "Payer"}]""";

    [Theory]
    [InlineData("""{"type": "setViewport", "width": 390, "height": 844, "deviceScaleFactor": 1, "isMobile": true}""", "viewport: 390x844")]
    [InlineData("""{"type": "navigate", "url": "http://shop.test/a?b=1"}""", """open: "/a?b=1" """)]
    [InlineData("""{"type": "navigate", "url": "https://pay.test/a$b"}""", """open: "https://pay.test/a$$b" """)]
    [InlineData($$"""{"type": "click", {{Select}}, "offsetX": 1, "offsetY": 2}""", $"click: {Any}}}")]
    [InlineData($$"""{"type": "click", "button": "secondary", {{Select}}}""", $"click: {Any}, button: right}}")]
    [InlineData($$"""{"type": "click", "button": "auxiliary", "deviceType": "mouse", "duration": 60, {{Select}}}""", $"click: {Any}, button: middle}}")]
    [InlineData($$"""{"type": "click", "deviceType": "touch", "timeout": 9000, {{Select}}}""", "timeout: 9000ms")]
    [InlineData($$"""{"type": "doubleClick", {{Select}}}""", $"double-click: {Any}}}")]
    [InlineData("""{"type": "keyDown", "key": "ShiftLeft"}, {"type": "keyDown", "key": "KeyA"}, {"type": "keyUp", "key": "KeyA"}, {"type": "keyUp", "key": "ShiftLeft"}""", """press: "Shift+KeyA" """)]
    [InlineData("""{"type": "keyDown", "key": " "}, {"type": "keyUp", "key": " "}""", """press: "Space" """)]
    [InlineData("""{"type": "emulateNetworkConditions", "download": 1, "upload": 1, "latency": 1}, {"type": "close"}""", "steps:")]
    [InlineData("""{"type": "scroll", "selectors": ["#list"], "x": 0, "y": 40}""", """scroll: {css: "#list"}""")]
    [InlineData("""{"type": "waitForElement", "selectors": ["a"], "attributes": {"href": "/facture"}}""", """expect: [{css: "a", attribute: {"href": "/facture"}}]""")]
    [InlineData($$"""{"type": "hover", {{Select}}}""", $"hover: {Any}}}")]
    [InlineData("""{"type": "change", "value": "a", "selectors": [["aria/E-mail"]]}""", """fill: {label: "E-mail", exact: true, with: "a"}""")]
    [InlineData("""{"type": "change", "value": "hunter2", "selectors": [["aria/Mot de passe"]]}""", """fill: {label: "Mot de passe", exact: true, with: $secret_1}""")]
    [InlineData("""{"type": "keyDown", "key": "Enter"}""", """press: "Enter" """)]
    [InlineData("""{"type": "keyDown", "key": "Shift"}, {"type": "keyDown", "key": "Tab"}, {"type": "keyUp", "key": "Tab"}, {"type": "keyUp", "key": "Shift"}""", """press: "Shift+Tab" """)]
    [InlineData("""{"type": "scroll", "x": 0, "y": 300}""", "scroll: 300")]
    [InlineData("""{"type": "waitForExpression", "expression": "window.ready"}""", """wait-for: {expression: "window.ready"}""")]
    [InlineData("""{"type": "click", "selectors": ["[data-testid='add']"]}""", """click: {test-id: "add"}""")]
    [InlineData("""{"type": "click", "selectors": [["aria/Menu", "aria/[role=\"StaticText\"]"], ["nav > a"]]}""", """click: {any-of: [{role: link, name: "Menu", exact: true}, {css: "nav > a"}]}""")]
    [InlineData("""{"type": "click", "selectors": [["#host", "button"]]}""", """click: {css: "button", within: {css: "#host"}}""")]
    [InlineData("""{"type": "click", "selectors": [["xpath///*[@id=\"a\"]"]], "frame": [1, 0]}""", """click: {xpath: "//*[@id=\"a\"]", frame: {css: "iframe, frame", nth: 1, frame: {css: "iframe, frame", nth: 2}}}""")]
    [InlineData("""{"type": "click", "selectors": ["#a"], "target": "https://pay.test/f/81"}""", """popup: "https://pay.test/f/*" """)]
    [InlineData("""{"type": "waitForElement", "selectors": ["li"], "operator": "==", "count": 3}""", """expect: [{css: "li", count: 3}]""")]
    [InlineData("""{"type": "waitForElement", "selectors": ["li"], "count": 2}""", """expect: [{css: "li", nth: 2}]""")]
    [InlineData("""{"type": "waitForElement", "selectors": ["li"], "visible": false}""", """expect: [{css: "li", state: hidden}]""")]
    public void Read_StepOfEachType_IsAVerbOfOurs(string step, string expected)
    {
        var (recording, mistakes) = Convert($$"""{"title": "T", "steps": [{"type": "navigate", "url": "http://shop.test/"}, {{step}}]}""");

        mistakes.ShouldBeEmpty();
        recording!.Text.ShouldContain(expected.Trim());
        JourneyRuns.Read(recording.Text).Mistakes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"type": "customStep", "name": "x", "parameters": {}}""", "recording.json(1,27): the step 'x' belongs to an extension of the Recorder")]
    [InlineData("""{"type": "reload"}""", "recording.json(1,27): a recorded step of the type 'reload' is not known")]
    [InlineData("""{"type": "click", "selectors": ["a"], "button": "back"}""", "the mouse button 'back' cannot be pressed")]
    [InlineData("""{"type": "doubleClick", "selectors": ["a"], "button": "secondary"}""", "a double click of another button than the first")]
    [InlineData("""{"type": "keyDown", "key": "Power"}""", "the key 'Power' cannot be pressed here")]
    [InlineData("""{"type": "waitForExpression", "expression": "1", "frame": [0]}""", "an expression in a frame cannot be waited for")]
    [InlineData("""{"type": "waitForElement", "selectors": ["a"], "properties": {"checked": true}}""", "properties of elements cannot be expected")]
    [InlineData("""{"type": "click", "selectors": [["aria/Payer"]]}""", "this step has no selector that can be used")]
    [InlineData("""{"type": "waitForElement", "selectors": ["li"], "operator": "<=", "count": 2}""", "'at most so many' elements")]
    public void Read_WhatHasNoCounterpart_IsAMistakeAtItsPlace(string step, string expected) =>
        Convert($$"""{"title": "T", "steps": [ {{step}}]}""").Mistakes.ShouldContain(line => line.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Read_AddressesWithIds_AreLeftOpen()
    {
        var (recording, _) = Convert("""
            {"title": "T", "timeout": 4000, "steps": [
              {"type": "navigate", "url": "http://shop.test/", "assertedEvents": [{"type": "navigation", "url": "http://shop.test/", "title": "Shop"}]},
              {"type": "click", "selectors": ["a"], "assertedEvents": [{"type": "navigation", "url": "http://shop.test/orders/7f3-12/thanks?x=1", "title": "Order 12"}]}]}
            """);

        recording!.Text.ShouldContain("""expect: [{url: "/"}, {title: "Shop"}]""");
        recording.Text.ShouldContain("""expect: [{url: "/orders/*/thanks"}]""");
        recording.Text.ShouldContain("timeout: 4000ms");
    }

    [Fact]
    public async Task RunAsync_RecordingAsExported_RunsAndNamesItsOwnLines()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            {
                "title": "Recorded",
                "timeout": 3000,
                "steps": [
                    {"type": "setViewport", "width": 800, "height": 700, "deviceScaleFactor": 1, "isMobile": false, "hasTouch": false, "isLandscape": false},
                    {"type": "navigate", "url": "http://localhost:9999/", "assertedEvents": [{"type": "navigation", "url": "http://localhost:9999/", "title": "Parfums du jour"}]},
                    {"type": "change", "value": "FR", "selectors": [["aria/Pays"], ["select"]], "target": "main"},
                    {"type": "click", "target": "main", "selectors": [["aria/Payer"], ["button"]], "frame": [0], "offsetX": 5, "offsetY": 5},
                    {"type": "waitForElement", "selectors": ["select"], "attributes": {}},
                    {"type": "click", "target": "main", "selectors": [["aria/Nothing"], ["#nothing"]], "offsetX": 5, "offsetY": 5}
                ]
            }
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Message.ShouldNotBeNull().ShouldStartWith("Step 3 'Nothing': element '#nothing' was not found within 3 s");
        ran.Steps.Last().GetTagItem("code.line.number").ShouldBe(10L);
        ran.Result.Outcome.ShouldBe(Outcome.Down);
    }

    private static (Recording? Recording, IReadOnlyList<string> Mistakes) Convert(string json)
    {
        var folder = Directory.CreateTempSubdirectory("recording");
        try
        {
            var path = Path.Combine(folder.FullName, "recording.json");
            File.WriteAllText(path, json);
            var errors = new ConfigErrors();
            var root = ConfigFile.Read(path, new Variables(_ => null), errors)!;
            Recording.Is(root).ShouldBeTrue();
            var recording = RecordingReader.Read(root);
            errors.ReportUnread();
            return (recording, [.. errors.Lines.Select(line => line.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
