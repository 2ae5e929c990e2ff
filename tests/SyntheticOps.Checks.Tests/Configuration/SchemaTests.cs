using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

/// <summary>The schema for editors and the loader know the same keys.</summary>
public sealed partial class SchemaTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("zzz: 1\nsites: {}\nchecks: {}", "properties")]
    [InlineData("sites: {shop: {zzz: 1}}\nchecks: {}", "properties/sites/additionalProperties/properties")]
    [InlineData("sites: {shop: {maintenance: {zzz: 1}}}\nchecks: {}", "properties/sites/additionalProperties/properties/maintenance/properties")]
    [InlineData("sites: {shop: {maintenance: {automatic: {zzz: 1}}}}\nchecks: {}", "properties/sites/additionalProperties/properties/maintenance/properties/automatic/properties")]
    [InlineData("sites: {shop: {maintenance: {windows: {w: {zzz: 1}}}}}\nchecks: {}", "properties/sites/additionalProperties/properties/maintenance/properties/windows/additionalProperties/properties")]
    [InlineData("sites: {}\ndefaults: {zzz: 1}\nchecks: {}", "properties/defaults/properties")]
    [InlineData("sites: {}\nchecks: {home: {zzz: 1}}", "properties/checks/additionalProperties/properties")]
    [InlineData("sites: {}\ndefaults: {confirm: {zzz: 1}}\nchecks: {}", "$defs/confirm/properties")]
    [InlineData("sites: {}\ndefaults: {quorum: {zzz: 1}}\nchecks: {}", "$defs/quorum/properties")]
    [InlineData("sites: {shop: {url: https://shop.example}}\nchecks: {job: {heartbeat: {zzz: 1}}}", "properties/checks/additionalProperties/properties/heartbeat/properties")]
    [InlineData("sites: {}\nchecks: {}\nchannels: {ops: {zzz: 1}}", "properties/channels/additionalProperties/properties")]
    public void Schema_Mapping_KnowsTheLoadersKeys(string yaml, string path)
    {
        var said = SyntheticsText.Load(yaml).Lines.Single(line => line.Contains("'zzz'", StringComparison.Ordinal));
        var known = Known().Match(said).Groups[1].Value.Split(", ");

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "docs", "synthetics.schema.json")));
        var node = path.Split('/').Aggregate(schema.RootElement, (at, name) => at.GetProperty(name));
        node.EnumerateObject().Select(property => property.Name).ShouldBe(known, ignoreOrder: true);
    }

    [Fact]
    public void Load_ShippedFile_HasNoMistake()
    {
        var (configuration, errors) = SyntheticsFile.Load(Path.Combine(Root, "synthetics.yaml"), [], new Variables(_ => null));

        errors.Lines.ShouldBeEmpty();
        configuration!.Checks.Count.ShouldBeGreaterThan(3);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SyntheticOps.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("known here: (.*)$")]
    private static partial Regex Known();
}
