using SyntheticOps.Prober.Journeys.Linting;
using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys.Linting;

public sealed class JourneyLintTests
{
    /// <summary>A journey that no rule has anything to say about.</summary>
    private const string Good = """
        name: N
        variables: {card: {secret: "4242424242424242"}}
        steps:
          - {open: /, expect: {role: heading, name: Nos parfums}, budget: 2s}
          - {name: pay, secret: true, fill: {label: Numéro de carte, with: $card}, expect: {url: /merci}, set: {order: {url: "/(.+)"}}}
        finally:
          - request: DELETE /api/test-orders/$run
        """;

    [Fact]
    public void Judge_GoodJourney_HasNoWarning() => Judge(Good).ShouldBeEmpty();

    [Theory]
    [InlineData(", expect: {role: heading, name: Nos parfums}|, expect: {url: /merci}", "", "no step expects anything")]
    [InlineData(", expect: {url: /merci}", "", "the last step 'pay' expects nothing")]
    [InlineData("finally:\n  - request: DELETE /api/test-orders/$run", "", "the step 'pay' may leave something behind")]
    [InlineData("/api/test-orders/$run", "/api/orders/$order", "uses $order, which is empty when the run failed before")]
    [InlineData(", budget: 2s", "", "no step has a limit of time")]
    [InlineData("with: $card", "with: \"4242 4242 4242 4242\"", "looks like a secret in clear text")]
    [InlineData("{label: Numéro de carte, with", "{css: \"form > div:nth-child(2) input\", with", "depends on how the page is built")]
    [InlineData("steps:", "steps:\n  - {pause: 2s, expect: {css: p}}", "'pause 2s' waits whatever happens")]
    [InlineData("steps:", "steps:\n  - {open: /a}\n  - {open: /b}", "the step 'open /a' opens a page and expects nothing of it")]
    public void Judge_OneThingChanged_WarnsOfIt(string old, string changed, string expected)
    {
        var yaml = old.Split('|').Aggregate(Good, (text, part) => text.Replace(part, changed, StringComparison.Ordinal));

        yaml.ShouldNotBe(Good);
        Judge(yaml).ShouldHaveSingleItem().Text.ShouldContain(expected);
    }

    private static IReadOnlyList<LintWarning> Judge(string yaml)
    {
        var (journey, mistakes) = JourneyRuns.Read(yaml);
        mistakes.ShouldBeEmpty();
        return JourneyLint.Judge(journey);
    }
}
