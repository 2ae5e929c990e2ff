using System.Text.Json;
using SyntheticOps.Prober.Tests.Support;

namespace SyntheticOps.Prober.Tests.Journeys;

public sealed class JourneySchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "journey.schema.json"))).RootElement;

    /// <summary>A journey in which `zzz` stands in one mapping: the reader names the keys that it knows there.</summary>
    [Theory]
    [InlineData("", "name: N\nsteps: [{open: /}]\nzzz: 1")]
    [InlineData("step", "name: N\nsteps: [{open: /, zzz: 1}]")]
    [InlineData("act", "name: N\nsteps: [{do: [{open: /, zzz: 1}]}]")]
    [InlineData("secret", "name: N\nvariables: {a: {secret: x, zzz: 1}}\nsteps: [{open: /}]")]
    [InlineData("target", "name: N\nsteps: [{click: {role: link, zzz: 1}}]")]
    [InlineData("fill", "name: N\nsteps: [{fill: {role: textbox, with: a, zzz: 1}}]")]
    [InlineData("press", "name: N\nsteps: [{press: {role: textbox, key: a, zzz: 1}}]")]
    [InlineData("select", "name: N\nsteps: [{select: {role: combobox, option: a, zzz: 1}}]")]
    [InlineData("capture", "name: N\nsteps: [{open: /, set: {a: {json: $.a, zzz: 1}}}]")]
    [InlineData("repeat", "name: N\nsteps: [{open: /, repeat: {until: {$.a: b}, at-most: 1s, zzz: 1}}]")]
    public void Keys_SchemaAndReader_AreTheSame(string definition, string yaml)
    {
        var mistake = JourneyRuns.Read(yaml).Mistakes.ShouldHaveSingleItem();
        var known = KnownIn(mistake);

        known.Order().ShouldBe(Properties(definition).Order());
    }

    [Theory]
    [InlineData("{role: link, zzz: 1}")]
    [InlineData("{response: GET /, status: 200, zzz: 1}")]
    [InlineData("{vital: lcp, under: 1s, zzz: 1}")]
    public void Keys_Expectation_AllKnownStandInTheSchema(string expectation)
    {
        var mistake = JourneyRuns.Read($"name: N\nsteps: [{{open: /, expect: [{expectation}]}}]").Mistakes.ShouldHaveSingleItem();
        var known = KnownIn(mistake);

        known.ShouldBeSubsetOf(Properties("expectation"));
    }

    [Theory]
    [InlineData("{role: link, name: a, within: {css: b}, nth: 1, text: c}")]
    [InlineData("{label: a, value: c}")]
    [InlineData("{placeholder: a, count: 1}")]
    [InlineData("{test-id: a}")]
    [InlineData("{not: {text: a}}")]
    [InlineData("{url: /a}")]
    [InlineData("{title: a}")]
    [InlineData("{response: GET /, status: 200}")]
    [InlineData("{vital: cls, under: 0.1}")]
    [InlineData("{json: {$.a: b}}")]
    public void Keys_Expectation_AllOfTheSchemaAreRead(string expectation) =>
        JourneyRuns.Read($"name: N\nsteps: [{{open: /, expect: [{expectation}]}}]").Mistakes.ShouldBeEmpty();

    private static string[] KnownIn(string mistake) => mistake[(mistake.IndexOf("known here: ", StringComparison.Ordinal) + "known here: ".Length)..].Split(", ");

    private static IEnumerable<string> Properties(string definition) =>
        (definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition)).GetProperty("properties").EnumerateObject().Select(property => property.Name);

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
