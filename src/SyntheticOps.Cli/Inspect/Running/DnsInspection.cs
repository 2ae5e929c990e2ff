using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>The dns check of a target, through the hooks.</summary>
internal static class DnsInspection
{
    /// <summary>How names are resolved for connections; null leaves it to the system.</summary>
    public static Func<string, CancellationToken, Task<IPAddress[]>>? Resolver(InspectHooks hooks, Target target, TimeProvider clock) => null;

    public static async Task<Section?> InspectAsync(InspectHooks hooks, Target target, CheckRun run, HttpTransport transport, TimeProvider clock, CancellationToken token)
    {
        if (DnsConfig.NameOf(target.Host) is not { } name)
        {
            return new() { Outcome = Outcome.Unknown, Error = $"{target.Host} is no domain name." };
        }

        var options = new DnsCheckOptions { Name = name, Mail = ["spf", "dmarc"], Resolvers = (target.Resolver ?? hooks.Dns.Resolver) is { } resolver ? [resolver] : [] };
        return TargetInspector.SectionOf(await new DnsCheck(clock, options).RunAsync(run, token));
    }
}
