using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Words;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Text;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed partial class TextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 13, 32, 8, TimeSpan.Zero);

    [Fact]
    public void Words_InFrench_AreTheSameKeysWithTheSameGaps()
    {
        var english = Texts("");
        var french = Texts("fr");

        french.Keys.Order(StringComparer.Ordinal).ShouldBe(english.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
        {
            Gaps(french[key]).ShouldBe(Gaps(text), key);
        }
    }

    [Fact]
    public void Words_ThatPagesName_Exist()
    {
        var known = Texts("");
        var named = Directory.EnumerateFiles(Path.Combine(Root(), "src", "SyntheticOps.Collector"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => NamedKey().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();

        named.Count.ShouldBeGreaterThan(100);
        named.Where(key => !known.ContainsKey(key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0004, "0.40 ms")]
    [InlineData(0.446, "446 ms")]
    [InlineData(0.9996, "1.00 s")]
    [InlineData(1.014, "1.01 s")]
    [InlineData(30.44, "30.4 s")]
    [InlineData(133, "133 s")]
    public void Duration_HasThreeDigits(double seconds, string expected) => English().Duration(seconds).Replace('\u00a0', ' ').ShouldBe(expected);

    [Fact]
    public void Figures_InFrench_HaveACommaAndANonBreakingSpace()
    {
        var format = new Format(new Words("fr"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), Now);

        format.Percent(0.9971).ShouldBe("99,71\u00a0%");
        format.Percent(1).ShouldBe("100\u00a0%");
        format.Duration(1.92).ShouldBe("1,92\u00a0s");
        format.Span(TimeSpan.FromDays(3)).ShouldBe("3\u00a0j");
        format.Clock(Now).ShouldBe("14:32");
    }

    [Fact]
    public void When_OnAnotherDay_NamesIt() => English().When(new DateTimeOffset(2026, 11, 3, 3, 12, 0, TimeSpan.Zero)).ShouldBe("3 Nov, 04:12");

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("[x](javascript:alert(1))", "javascript:")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "alert(1)\"")]
    [InlineData("[x](data:text/html,y)", "data:")]
    [InlineData("[x](//evil.example)", "//evil.example")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript")]
    [InlineData("![x](https://evil.example/p.png)", "<img")]
    [InlineData("[x][1]\n\n[1]: vbscript:x", "vbscript")]
    public void Report_HostileMarkdown_StaysText(string markdown, string forbidden) =>
        ReportMarkdown.ToHtml(markdown).ShouldNotContain(forbidden);

    [Fact]
    public void Report_Headings_StartBelowThePage() => ReportMarkdown.ToHtml("# A\n\n## B\n\n[x](https://shop.example/)").ShouldSatisfyAllConditions(
        html => html.ShouldContain("<h3>A</h3>"),
        html => html.ShouldContain("<h4>B</h4>"),
        html => html.ShouldContain("href=\"https://shop.example/\""));

    [Theory]
    [InlineData("uuuu", "k-up:M0 17h15")]
    [InlineData("uudx-nm", "k-up:M0 17h7 k-degraded:M8 14.5h3 k-down:M12 12h3 k-unknown:M20 17h3 k-maintenance:M24 20.5h3 k-none:M16 23h3")]
    [InlineData("uxu", "k-up:M0 17h3M8 17h3 k-down:M4 12h3")]
    public void SlotPaths_AreOneStrokeARun(string letters, string expected) =>
        string.Join(' ', SlotPaths.Of(letters, days: false).Select(path => $"{path.Class}:{path.Path}")).ShouldBe(expected);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.33, 0.4)]
    [InlineData(0.4, 0.4)]
    [InlineData(0.41, 0.8)]
    [InlineData(1.3, 2)]
    [InlineData(8.9, 10)]
    [InlineData(11, 20)]
    public void NiceTop_HoldsTheValueInFourRoundParts(double value, double expected) => LinePath.NiceTop(value).ShouldBe(expected, 1e-9);

    [Fact]
    public void LinePath_WithoutAValue_Breaks() => LinePath.Of([1, 2, null, 1], 2, 100, 1).ShouldBe("M0 50L1 0M3 50h1");

    /// <summary>A verdict is read in the language of the page, whichever check gave it; runs of older probes have what their gravest finding means.</summary>
    [Fact]
    public void Verdict_OfAnHttpCheck_IsInTheReadersLanguage()
    {
        var finding = new Finding("status-unexpected", Severity.Error, FindingKind.State, "/panier", ["2xx", "502"], "shop.test answered 502 instead of 2xx.");
        var run = new RunRecord
        {
            RunId = "1",
            RootSpanId = "2",
            Site = "shop",
            Check = "home",
            Type = "http",
            Location = "paris",
            Outcome = Outcome.Down,
            Trigger = "schedule",
            StartedAt = Now,
            Duration = TimeSpan.Zero,
            ReceivedAt = Now,
            Message = finding.Text,
            MessageParts = Saying.Of(finding).Pack(),
            Findings = [finding],
        };

        new Words("fr").Verdict(run).ShouldBe("L’adresse /panier a répondu 502 au lieu de 2xx.");
        new Words("en").Verdict(run).ShouldBe("shop.test answered 502 instead of 2xx.");
        new Words("fr").Sentence(finding).ShouldBe("L’adresse /panier a répondu 502 au lieu de 2xx.");
        new Words("fr").Verdict(run with { MessageParts = null }).ShouldNotBeNull().ShouldContain("statut attendu");
    }

    private static Format English() => new(new Words("en"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), Now);

    private static Dictionary<string, string> Texts(string culture) =>
        new ResourceManager(typeof(Words)).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    /// <summary>`Words["key"]` and `Words.Say("key"`; keys with a part that the page fills in are left to the page tests.</summary>
    [GeneratedRegex(@"Words(?:\[|\.Say\()""([^""]+)""")]
    private static partial Regex NamedKey();
}
