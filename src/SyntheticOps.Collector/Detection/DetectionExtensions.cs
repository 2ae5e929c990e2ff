using SyntheticOps.Collector.Detection.Rules;

namespace SyntheticOps.Collector.Detection;

internal static class DetectionExtensions
{
    /// <summary>The detection rules; one line each.</summary>
    public static IServiceCollection AddDetection(this IServiceCollection services) => services
        .AddRule<ConsecutiveFailuresRule>(ConsecutiveFailuresRule.Name)
        .AddRule<SlownessRule>(SlownessRule.Name)
        .AddRule<DriftRule>(DriftRule.Name)
        .AddRule<SilenceRule>(SilenceRule.Name)
        .AddRule<HeartbeatRule>(HeartbeatRule.Name)
        .AddSingleton<RuleSet>()
        .AddSingleton<HistoryReader>()
        .AddSingleton<AttackReader>()
        .AddSingleton<WebhookBook>();

    /// <summary>Registers a rule under its kebab-case name.</summary>
    public static IServiceCollection AddRule<TRule>(this IServiceCollection services, string name)
        where TRule : class, IDetectionRule, new() => services.AddSingleton(new NamedRule(name, new TRule()));
}
