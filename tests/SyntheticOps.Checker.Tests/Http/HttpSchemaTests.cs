using System.Text.Json;
using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>The schema for editors and the http check know the same keys.</summary>
public sealed partial class HttpSchemaTests
{
    [Theory]
    [InlineData("{http: {zzz: 1}}", "http/properties")]
    [InlineData("{http: {expect: {zzz: 1}}}", "http/properties/expect/properties")]
    [InlineData("{http: {steps: [{zzz: 1}]}}", "http/properties/steps/items/properties")]
    [InlineData("{http: {steps: [{request: GET /, set: {a: {zzz: 1}}}]}}", "http/properties/steps/items/properties/set/additionalProperties/properties")]
    [InlineData("{http: {expect: {size: {zzz: 1}}}}", "http/properties/expect/properties/size/properties")]
    [InlineData("{http: {expect: {time: {zzz: 1}}}}", "http/properties/expect/properties/time/properties")]
    [InlineData("{http: {expect: {json: {$.a: {zzz: 1}}}}}", "http/properties/expect/properties/json/additionalProperties/oneOf/1/properties")]
    [InlineData("{http: {}, degraded: {zzz: 1}}", "degraded/properties")]
    public void Schema_Mapping_KnowsTheChecksKeys(string yaml, string path)
    {
        var said = Probe.Mistakes(yaml).Single(line => line.Contains("'zzz'", StringComparison.Ordinal));
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "docs", "synthetics.schema.json")));
        var check = schema.RootElement.GetProperty("properties").GetProperty("checks").GetProperty("additionalProperties").GetProperty("properties");
        path.Split('/').Aggregate(check, (at, name) => int.TryParse(name, out var index) ? at[index] : at.GetProperty(name)).EnumerateObject().Select(property => property.Name)
            .ShouldBe(Known().Match(said).Groups[1].Value.Split(", "), ignoreOrder: true);
    }

    [GeneratedRegex("known here: (.*)$")]
    private static partial Regex Known();
}
