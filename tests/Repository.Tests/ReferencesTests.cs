using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>docs/architecture.md: ServiceDefaults, Checks, {Checker, Prober}, Cli; Gateway and Collector beside them. No other edge.</summary>
public sealed class ReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["OpenTelemetry.Extensions.Hosting"] = [],
        ["Aspire.Hosting"] = [],
        ["SyntheticOps.ServiceDefaults"] = ["OpenTelemetry.Extensions.Hosting"],
        ["SyntheticOps.Checks"] = ["SyntheticOps.ServiceDefaults"],
        ["SyntheticOps.Checker"] = ["SyntheticOps.Checks"],
        ["SyntheticOps.Journeys"] = [],
        ["SyntheticOps.Prober"] = ["SyntheticOps.Checks", "SyntheticOps.Journeys"],
        ["SyntheticOps.Cli"] = ["SyntheticOps.Checker", "SyntheticOps.Prober"],
        ["SyntheticOps.Gateway"] = ["SyntheticOps.ServiceDefaults", "SyntheticOps.Checks"],
        ["SyntheticOps.Collector"] = ["SyntheticOps.ServiceDefaults", "SyntheticOps.Checks"],
        ["Parfumerie"] = ["SyntheticOps.ServiceDefaults"],
        ["Parfumerie.Journeys"] = ["SyntheticOps.Journeys"],
        ["AppHost"] = ["Aspire.Hosting", "Parfumerie", "SyntheticOps.Collector", "SyntheticOps.Gateway", "SyntheticOps.Checker", "SyntheticOps.Prober"],
    };

    public static TheoryData<string> Projects => [.. Tree.Files("*.csproj", "AppHost", "ServiceDefaults", "compat", "src", "samples").Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferences_OfEveryProject_AreAllowed(string path)
    {
        var project = Path.GetFileNameWithoutExtension(path);
        var references = XDocument.Load(Path.Combine(Tree.Root, path)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

        references.Except(Allowed[project]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Gateway", "Checks.Configuration")]
    [InlineData("Collector", "Checks.Configuration")]
    public void Usings_OfGatewayAndCollector_TakeOnlyTheConfigurationOfChecks(string project, string allowed)
    {
        var others = Tree.Files("*.cs", $"src/SyntheticOps.{project}")
            .SelectMany(file => file.Lines.Where(line => line.StartsWith("using SyntheticOps.", StringComparison.Ordinal)).Select(line => $"{file.Path}: {line}"))
            .Where(line => !line.Contains($"SyntheticOps.{project}", StringComparison.Ordinal) || !line.Contains($"using SyntheticOps.{project}", StringComparison.Ordinal))
            .Where(line => !line.Contains("using SyntheticOps.ServiceDefaults", StringComparison.Ordinal))
            .Where(line => !line.Contains($"using SyntheticOps.{allowed}", StringComparison.Ordinal))
            // The one judgement of addresses that others chose, and the words of findings; they need nothing but the configuration's records.
            .Where(line => !line.Contains("using SyntheticOps.Checks.Network", StringComparison.Ordinal) && !line.Contains("using SyntheticOps.Checks.Words", StringComparison.Ordinal));

        others.ShouldBeEmpty();
    }

    [Fact]
    public void Usings_OfStorage_KnowNoOtherFolderOfTheCollector()
    {
        var others = Tree.Files("*.cs", "src/SyntheticOps.Collector/Storage")
            .SelectMany(file => file.Lines
                .Where(line => line.StartsWith("using SyntheticOps.Collector.", StringComparison.Ordinal) && !line.StartsWith("using SyntheticOps.Collector.Storage", StringComparison.Ordinal))
                .Select(line => $"{file.Path}: {line}"));

        others.ShouldBeEmpty();
    }
}
