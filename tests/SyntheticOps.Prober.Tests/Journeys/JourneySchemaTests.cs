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
    [InlineData("browser", "name: N\nbrowser: {locale: fr, zzz: 1}\nsteps: [{open: /}]")]
    [InlineData("random", "name: N\nvariables: {a: {random: digits, length: 3, zzz: 1}}\nsteps: [{open: /}]", "domain")]
    [InlineData("date", "name: N\nvariables: {a: {date: yyyy, zzz: 1}}\nsteps: [{open: /}]")]
    [InlineData("totp", "name: N\nvariables: {a: {totp: AAAA, zzz: 1}}\nsteps: [{open: /}]")]
    [InlineData("target", "name: N\nsteps: [{hover: {role: link, zzz: 1}}]")]
    [InlineData("click", "name: N\nsteps: [{click: {role: link, zzz: 1}}]")]
    [InlineData("type", "name: N\nsteps: [{type: {role: link, with: a, zzz: 1}}]")]
    [InlineData("drag", "name: N\nsteps: [{drag: {role: link, to: {css: a}, zzz: 1}}]")]
    [InlineData("upload", "name: N\nsteps: [{upload: {role: link, content: a, zzz: 1}}]")]
    [InlineData("wait-for", "name: N\nsteps: [{wait-for: {role: link, zzz: 1}}]", "status")]
    [InlineData("request", "name: N\nsteps: [{request: {to: GET /, zzz: 1}}]")]
    [InlineData("if-present", "name: N\nsteps: [{open: /, if-present: {role: link, zzz: 1}}]")]
    [InlineData("fill", "name: N\nsteps: [{fill: {role: textbox, with: a, zzz: 1}}]")]
    [InlineData("press", "name: N\nsteps: [{press: {role: textbox, key: a, zzz: 1}}]")]
    [InlineData("select", "name: N\nsteps: [{select: {role: combobox, option: a, zzz: 1}}]")]
    [InlineData("capture", "name: N\nsteps: [{open: /, set: {a: {json: $.a, zzz: 1}}}]")]
    [InlineData("attribute-of", "name: N\nsteps: [{open: /, set: {a: {attribute-of: {role: link, attribute: href, zzz: 1}}}}]")]
    [InlineData("repeat", "name: N\nsteps: [{open: /, repeat: {until: {$.a: b}, at-most: 1s, zzz: 1}}]")]
    public void Keys_SchemaAndReader_AreTheSame(string definition, string yaml, string? onlyElsewhere = null)
    {
        var mistake = JourneyRuns.Read(yaml).Mistakes.ShouldHaveSingleItem();
        var known = KnownIn(mistake);

        known.Order().ShouldBe(Properties(definition).Where(key => key != onlyElsewhere).Order());
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
    [InlineData("{role: link, name: a, exact: true, within: {css: b}, frame: {css: c}, nth: 1, text: c}")]
    [InlineData("{any-of: [{alt: a}, {xpath: //a}], state: hidden}")]
    [InlineData("{css: a, attribute: {href: b}}")]
    [InlineData("{css: a, matches: b}")]
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

    private static IEnumerable<string> Properties(string definition) => Definition(definition).GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static JsonElement Definition(string name) => name switch
    {
        "" => Schema,
        "attribute-of" => Schema.GetProperty("$defs").GetProperty("capture").GetProperty("properties").GetProperty(name),
        _ => Schema.GetProperty("$defs").GetProperty(name),
    };

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
