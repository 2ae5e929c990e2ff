using System.Net;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>Compares what several resolvers say about the watched records; pure. Differences are hijack, or a change on its way.</summary>
internal static class ResolverComparison
{
    public static IEnumerable<Finding> Judge(IReadOnlyList<(IPEndPoint Resolver, DnsBaseline Seen)> views, DnsName name)
    {
        foreach (var (resolver, seen) in views.Skip(1))
        {
            foreach (var (type, values) in views[0].Seen.Records)
            {
                var others = seen.Records.GetValueOrDefault(type) ?? [];
                if (!values.ToHashSet().SetEquals(others))
                {
                    yield return Found.Warning(
                        "resolver-mismatch",
                        $"{name.Shown} {type}",
                        $"{views[0].Resolver} says {List(values)} for {name.Shown} {type}, {resolver} says {List(others)}.",
                        List(values),
                        List(others));
                }
            }
        }
    }

    private static string List(IReadOnlyList<string> values) => values.Count == 0 ? "nothing" : string.Join(", ", values);
}
