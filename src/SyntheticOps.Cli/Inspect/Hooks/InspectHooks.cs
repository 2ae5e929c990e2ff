using System.Net;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>Where connections lead and what is trusted, for all targets that do not say it themselves.</summary>
internal sealed record InspectHooks
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    public static InspectHooks None { get; } = new();

    public ConnectTo? ConnectTo { get; init; }

    /// <summary>PEM file of an authority to trust besides the system's.</summary>
    public string? CaFile { get; init; }

    public PreloadList? Preload { get; init; }

    public SiteNames Names { get; init; } = SiteNames.Guessed;

    public bool AllowLoopback { get; init; }

    public DnsHooks Dns { get; init; } = new();

    /// <summary>Private addresses that may be connected to.</summary>
    public IReadOnlyList<ReachRule> Reach => AllowLoopback ? [.. Loopback.Select(network => new ReachRule(network, ReachRule.AnyPort))] : [];
}
