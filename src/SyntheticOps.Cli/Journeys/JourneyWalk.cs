using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Cli.Journeys;

/// <summary>One run in a browser of its own, as the prober does it, with a person looking on.</summary>
internal static class JourneyWalk
{
    public static async Task<CheckResult> RunAsync(IJourneyRoute route, JourneyRequest request, IConfiguration environment, IAnsiConsole screen, CancellationToken token)
    {
        var clock = TimeProvider.System;
        var settings = BrowserSettings.From(environment) with { Headed = request.Headed, SlowMotion = request.SlowMotion };
        if (request.Headed && OperatingSystem.IsLinux() && environment["DISPLAY"] is null or "" && environment["WAYLAND_DISPLAY"] is null or "")
        {
            throw new CliException(Names.ExitCodes.Configuration, "--headed needs a display, and this session has none (DISPLAY is not set).");
        }

        var site = JourneySite.Find(request, environment);
        await using var browsers = new BrowserHost(settings, clock, NullLogger<BrowserHost>.Instance);
        var check = new JourneyCheck(route, new Budget(null, null), browsers, new ProbeDialer(clock), clock)
        {
            Observer = new StepList(screen, isLive: screen.Profile.Capabilities.Ansi && !Console.IsOutputRedirected, request.Step ? Console.In : null),
        };
        return await check.RunAsync(Run(request, site, environment, clock), token);
    }

    private static CheckRun Run(JourneyRequest request, Site site, IConfiguration environment, TimeProvider clock)
    {
        var id = ActivityTraceId.CreateRandom().ToHexString();
        return new()
        {
            RunId = id,
            Definition = new()
            {
                Name = JourneyCommand.Name,
                Site = site.Name,
                Type = "journey",
                Every = request.Timeout,
                Timeout = request.Timeout,
                Confirm = new Confirmation(1, 1, request.Timeout),
            },
            Site = site,
            Trigger = Triggers.Manual,
            Identity = new ProbeIdentity(id, KeySource.Find(environment, Names.Env.ProbeKey), clock),
            Artifacts = new FolderArtifacts(request.Artifacts),
        };
    }
}
