using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;

namespace SyntheticOps.Collector.Tests.Detection;

public sealed partial class RuleSetTests
{
    private static readonly NamedRule[] Registered =
        [.. new ServiceCollection().AddDetection().BuildServiceProvider().GetServices<NamedRule>()];

    [Fact]
    public void AddDetection_EveryRuleInTheAssembly_IsRegistered() =>
        typeof(IDetectionRule).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IDetectionRule)))
            .ShouldBe(Registered.Select(rule => rule.Rule.GetType()), ignoreOrder: true);

    [Fact]
    public void AddDetection_Names_AreUniqueAndKebabCase()
    {
        Registered.Select(rule => rule.Name).ShouldBeUnique();
        Registered.ShouldAllBe(rule => KebabCase().IsMatch(rule.Name));
    }

    [Fact]
    public void Constructor_TwoOfOneName_AreRefused() =>
        Should.Throw<InvalidOperationException>(() => new RuleSet([new("x", new DriftRule()), new("x", new SilenceRule())])).Message.ShouldContain("'x'");

    [Fact]
    public void Evaluate_Signals_CarryTheNameOfTheirRule()
    {
        var history = Histories.Of(Histories.Down(1), Histories.Down(16));
        foreach (var rule in Registered)
        {
            rule.Rule.Evaluate(history).ShouldAllBe(signal => signal.Rule == rule.Name);
        }
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();
}
