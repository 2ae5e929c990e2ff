using System.Globalization;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Load-balancing policy `Weighted`: destinations are chosen by `Metadata:Weight` (default 100). A canary is a destination with a small weight; with
/// session affinity a customer stays where the first request went.
/// </summary>
internal sealed class WeightedPolicy : ILoadBalancingPolicy
{
    public const string PolicyName = "Weighted";
    public const string Key = "Weight";
    public const int Maximum = 1_000;

    private const int Default = 100;

    public string Name => PolicyName;

    public static bool TryParse(string text, out int weight) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight <= Maximum;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var total = 0;
        foreach (var destination in availableDestinations)
        {
            total += WeightOf(destination);
        }

        if (total == 0)
        {
            // Weight 0 takes customers only when nobody else is left.
            return availableDestinations.Count == 0 ? null : availableDestinations[Random.Shared.Next(availableDestinations.Count)];
        }

        var at = Random.Shared.Next(total);
        foreach (var destination in availableDestinations)
        {
            at -= WeightOf(destination);
            if (at < 0)
            {
                return destination;
            }
        }

        return availableDestinations[^1];
    }

    private static int WeightOf(DestinationState destination) =>
        destination.Model.Config.Metadata is { } metadata && metadata.TryGetValue(Key, out var text) && TryParse(text, out var weight) ? weight : Default;
}
