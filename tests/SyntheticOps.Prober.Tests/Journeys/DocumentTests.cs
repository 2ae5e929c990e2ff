using System.Text.RegularExpressions;
using SyntheticOps.Prober.Journeys.Acts;
using SyntheticOps.Prober.Journeys.Captures;
using SyntheticOps.Prober.Journeys.Expectations;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>docs/journeys.md: every example runs, and everything that exists has one.</summary>
public sealed partial class DocumentTests(BrowserFixture browser)
{
    private static readonly string Text = File.ReadAllText(Path.Combine(JourneySchemaTests.Root(), "docs", "journeys.md"));

    /// <summary>Kind and body of each block, by the line that it begins on.</summary>
    private static readonly Dictionary<int, (bool IsWhole, string Yaml)> Blocks = Fence().Matches(Text).ToDictionary(
        match => Text[..match.Index].Count(character => character == '\n') + 1,
        match => (match.Groups["kind"].Value == " journey", match.Groups["yaml"].Value));

    public static TheoryData<int> Lines => [.. Blocks.Keys];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Example_AtItsLine_IsUp(int line)
    {
        BrowserFixture.SkipWithoutBrowser();
        var (isWhole, yaml) = Blocks[line];
        await using var shop = await ExampleShop.StartAsync();
        if (!isWhole)
        {
            yaml = $"name: Example\nsteps:\n- {{name: begin, open: /}}\n{yaml}";
        }

        var ran = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, yaml.Replace("${TEST_CARD:-4242424242424242}", "4242424242424242", StringComparison.Ordinal),
            new RunWishes { Timeout = TimeSpan.FromSeconds(60) }, TestContext.Current.CancellationToken);

        ran.Result.Message.ShouldBeNull(yaml);
        ran.Result.Outcome.ShouldBe(Outcome.Up);
        ran.Result.Findings.Where(finding => finding.Code != "optional-step-failed").ShouldBeEmpty();
    }

    public static TheoryData<string> Keys =>
    [
        .. StepVerbs.All.Keys, .. LocatorKind.All.Keys, LocatorKind.AnyOf, "within", "frame", "nth", "exact",
        .. ExpectationKinds.All.Keys, "matches", "value", "count", "attribute", "state",
        .. CaptureKinds.All.Keys, "matching", .. VariableKinds.All.Keys.Except(["secret"]),
        "optional", "if-present", "popup", "repeat", "timeout", "budget", "secret", "tags", "finally",
        "browser", "dialogs", "downloads", "service-workers", "locale",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_OfTheLanguage_StandsInAnExample(string key) =>
        Blocks.Values.ShouldContain(block => Regex.IsMatch(block.Yaml, $@"(^|[\s{{,]){Regex.Escape(key)}:"));

    [GeneratedRegex(@"^```yaml(?<kind> journey)?\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();
}
