using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Provider;
using SyntheticOps.Checker.Stripe;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Tests;

/// <summary>The schema for editors and the checks of money and data know the same keys.</summary>
public sealed partial class SchemaTests
{
    [Theory]
    [InlineData("{webhook: {zzz: 1}}", "webhook/properties")]
    [InlineData("{webhook: {then: {zzz: 1}}}", "webhook/properties/then/properties")]
    [InlineData("{stripe: {zzz: 1}}", "stripe/properties")]
    [InlineData("{data: {zzz: 1}}", "data/properties")]
    [InlineData("{data: {count: {zzz: 1}}}", "data/properties/count/oneOf/0/properties")]
    [InlineData("{data: {newest: {zzz: 1}}}", "data/properties/newest/oneOf/0/properties")]
    [InlineData("{data: {orphans: {zzz: 1}}}", "data/properties/orphans/oneOf/0/properties")]
    [InlineData("{data: {images: {zzz: 1}}}", "data/properties/images/oneOf/0/properties")]
    [InlineData("{data: {duplicates: {zzz: 1}}}", "data/properties/duplicates/oneOf/0/properties")]
    [InlineData("{data: {connections: {zzz: 1}}}", "data/properties/connections/oneOf/0/properties")]
    [InlineData("{data: {slow-queries: {zzz: 1}}}", "data/properties/slow-queries/oneOf/0/properties")]
    [InlineData("{data: {backup: {zzz: 1}}}", "data/properties/backup/oneOf/0/properties")]
    [InlineData("{data: {restore-test: {zzz: 1}}}", "data/properties/restore-test/oneOf/0/properties")]
    [InlineData("{provider: {zzz: 1}}", "provider/properties")]
    public void Schema_Mapping_KnowsTheChecksKeys(string yaml, string path)
    {
        var transport = Probe.NewTransport();
        ICheckType type = path.Split('/')[0] switch
        {
            "webhook" => new WebhookCheckType(transport, TimeProvider.System),
            "provider" => new ProviderCheckType(transport, TimeProvider.System),
            "stripe" => new StripeCheckType(transport, TimeProvider.System),
            _ => new DataCheckType(transport, TimeProvider.System),
        };
        var said = Probe.Mistakes(type, yaml).Single(line => line.Contains("'zzz'", StringComparison.Ordinal));
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "docs", "synthetics.schema.json")));
        var check = schema.RootElement.GetProperty("properties").GetProperty("checks").GetProperty("additionalProperties").GetProperty("properties");
        path.Split('/').Aggregate(check, (at, name) => name == "0" ? at[0] : at.GetProperty(name)).EnumerateObject().Select(property => property.Name)
            .ShouldBe(Known().Match(said).Groups[1].Value.Split(", "), ignoreOrder: true);
    }

    [GeneratedRegex("known here: (.*)$")]
    private static partial Regex Known();
}
