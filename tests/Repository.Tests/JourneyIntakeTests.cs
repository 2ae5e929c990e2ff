using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>PRB-32: journeys and their code come from the operator's disk; no HTTP interface takes one.</summary>
public sealed partial class JourneyIntakeTests
{
    /// <summary>The reader of synthetics.yaml and the operator's own command.</summary>
    private static readonly string[] Readers = ["src/SyntheticOps.Cli/Journeys/JourneyFiles.cs", "src/SyntheticOps.Prober/Journeys/JourneyCheckType.cs"];

    private static readonly string[] Loaders = ["src/SyntheticOps.Prober/Journeys/Coded/CodedJourney.cs", "src/SyntheticOps.Prober/Journeys/Coded/JourneyLoadContext.cs"];

    private static readonly string[] Shipped = ["AppHost", "ServiceDefaults", "src"];

    [Fact]
    public void Journeys_AreRead_ForTheConfigurationAndTheCommandOnly()
    {
        Containing(Reading(), Shipped).ShouldBe(Readers);
        Containing(Loading(), Shipped).ShouldBe(Loaders);
    }

    /// <summary>Health is all that a probe answers (ServiceDefaults maps it).</summary>
    [Fact]
    public void Probes_MapNoRoute() => Containing(Mapping(), "src/SyntheticOps.Prober", "src/SyntheticOps.Checks", "src/SyntheticOps.Checker").ShouldBeEmpty();

    /// <summary>What takes requests does not even contain what could read a journey, and has no route for one.</summary>
    [Theory]
    [InlineData("src/SyntheticOps.Collector")]
    [InlineData("src/SyntheticOps.Gateway")]
    public void Servers_KnowNoJourneys(string folder)
    {
        Tree.Files("*.csproj", folder).SelectMany(file => file.Lines).ShouldNotContain(line => line.Contains("SyntheticOps.Prober", StringComparison.Ordinal));
        Containing(Mapping(), folder).ShouldNotBeEmpty();
        Tree.Files("*.cs", folder).SelectMany(file => file.Lines).Where(line => Mapping().IsMatch(line)).ShouldNotContain(line => Code().IsMatch(line));
    }

    private static IEnumerable<string> Containing(Regex expression, params string[] folders) =>
        Tree.Files("*.cs", folders).Where(file => file.Lines.Any(line => expression.IsMatch(line))).Select(file => file.Path);

    [GeneratedRegex(@"\b(JourneyFile\.Read|CodedJourney\.Load)\(", RegexOptions.CultureInvariant, 30_000)]
    private static partial Regex Reading();

    [GeneratedRegex(@"\b(Assembly\.Load\w*\(|LoadFromAssembly\w+\(|LoadFromStream\(|AssemblyLoadContext\b|CSharpScript\b)", RegexOptions.CultureInvariant, 30_000)]
    private static partial Regex Loading();

    [GeneratedRegex(@"\b(app|api|pages|group|routes|endpoints)\.Map(Get|Post|Put|Patch|Delete|Methods|Fallback)?\(", RegexOptions.CultureInvariant, 30_000)]
    private static partial Regex Mapping();

    [GeneratedRegex("journey|script|assembl|compile|eval", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 30_000)]
    private static partial Regex Code();
}
