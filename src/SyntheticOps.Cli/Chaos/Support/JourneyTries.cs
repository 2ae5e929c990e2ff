using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Journeys;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>Runs journeys against a local page in a browser of the prober's, as its runner does.</summary>
internal sealed class JourneyTries : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public JourneyTries(BrowserSettings settings)
    {
        if ((BrowserLocator.Find(settings).Problem ?? Sandbox.Refusal(settings)) is { } problem)
        {
            throw new CliException(Names.ExitCodes.OwnFault, problem);
        }

        Browsers = new(settings, Clock, NullLogger<BrowserHost>.Instance);
    }

    public BrowserHost Browsers { get; }

    /// <summary>One run and how long it took, from a browser that is ready.</summary>
    public async Task<(CheckResult Result, TimeSpan Took)> RunAsync(Uri shop, string yaml, TimeSpan timeout, CancellationToken token)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-chaos-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, yaml, token);
        Journey journey;
        try
        {
            journey = JourneyFiles.Read(new FileInfo(file), JourneyFiles.Environment(null));
        }
        finally
        {
            File.Delete(file);
        }

        var check = new JourneyCheck(journey, new Budget(null, null), Browsers, new ProbeDialer(Clock), Clock);
        var run = Run(shop, timeout);
        var notReady = await check.ReadyAsync(token);
        var began = Clock.GetTimestamp();
        var result = notReady ?? await check.RunAsync(run, token);
        return (result, Clock.GetElapsedTime(began));
    }

    public ValueTask DisposeAsync() => Browsers.DisposeAsync();

    private static CheckRun Run(Uri shop, TimeSpan timeout)
    {
        var id = ActivityTraceId.CreateRandom().ToHexString();
        return new()
        {
            RunId = id,
            Definition = new() { Name = "chaos", Site = "chaos", Type = "journey", Every = timeout, Timeout = timeout, Confirm = new Confirmation(1, 1, timeout) },
            Site = new() { Name = "chaos", DisplayName = "chaos", Url = shop, OwnOrigins = [shop], Reach = [new ReachRule(new IPNetwork(IPAddress.Loopback, 32), shop.Port)] },
            Trigger = Triggers.Manual,
            Identity = new ProbeIdentity(id, null, Clock),
            Artifacts = new FolderArtifacts(null),
        };
    }
}
