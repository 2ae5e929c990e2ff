using System.Diagnostics.Metrics;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Configuration;

namespace SyntheticOps.Gateway.Proxying.Reload;

/// <summary>Takes over routes and clusters when a configuration file changes, all or nothing: what is wrong is told with its key, and the last good ones stay.</summary>
internal sealed class ConfigurationReload : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly ConfigurationFiles _files;
    private readonly ShopRoutes _routes;
    private readonly IConfigValidator _validator;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private Stamp?[] _read = [];
    private Stamp?[] _seen = [];
    private volatile bool _isLoaded;

    public ConfigurationReload(ConfigurationFiles files, ShopRoutes routes, IConfigValidator validator, TimeProvider clock, IMeterFactory meters, ILogger<ConfigurationReload> log)
    {
        (_files, _routes, _validator, _clock, _log) = (files, routes, validator, clock, log);
        meters.Create(SyntheticTelemetry.Meter).CreateObservableGauge(
            SyntheticTelemetry.Metrics.GatewayConfigLoaded, () => _isLoaded ? 1 : 0, "1", "1 while the configuration files as they stand are in force, 0 while older ones are.");
    }

    /// <summary>Before the proxy is mapped. There is no last good one yet.</summary>
    public void Load()
    {
        _read = _seen = Stamps();
        var mistakes = TryApplyAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (mistakes.Count > 0)
        {
            throw new StartupException(Names.ExitCodes.Configuration, string.Join(Environment.NewLine, mistakes));
        }
    }

    /// <summary>One look; files that still change wait for the next.</summary>
    public async Task LookAsync(CancellationToken token)
    {
        var now = Stamps();
        var (isNew, isStill) = (!now.SequenceEqual(_read), now.SequenceEqual(_seen));
        _seen = now;
        if (!isNew || !isStill)
        {
            return;
        }

        _read = now;
        var mistakes = await TryApplyAsync(token);
        if (mistakes.Count == 0)
        {
            _log.ConfigurationTaken();
        }
        else
        {
            _log.ConfigurationRefused(string.Join(' ', mistakes));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _log.LookFailed(e);
            }
        }
    }

    /// <returns>All mistakes; none when the settings are in force.</returns>
    private async Task<IReadOnlyList<string>> TryApplyAsync(CancellationToken token)
    {
        var mistakes = new List<string>();
        try
        {
            var settings = ProxySettings.Read(_files.Read());
            mistakes.AddRange(settings.Mistakes);
            if (mistakes.Count == 0)
            {
                mistakes.AddRange(await ValidateAsync(settings));
            }

            token.ThrowIfCancellationRequested();
            if (mistakes.Count == 0)
            {
                _routes.Apply(settings);
            }
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            mistakes.Add(e.Message);
        }

        _isLoaded = mistakes.Count == 0;
        return mistakes;
    }

    private async Task<IEnumerable<string>> ValidateAsync(ProxySettings settings)
    {
        var mistakes = new List<string>();
        foreach (var route in settings.Routes)
        {
            mistakes.AddRange((await _validator.ValidateRouteAsync(route)).Select(e => $"{Upstream.Section}:Routes:{route.RouteId}: {e.Message}"));
        }

        foreach (var cluster in settings.Clusters)
        {
            mistakes.AddRange((await _validator.ValidateClusterAsync(cluster)).Select(e => $"{Upstream.Section}:Clusters:{cluster.ClusterId}: {e.Message}"));
        }

        return mistakes;
    }

    private Stamp?[] Stamps() => [.. _files.Paths.Select(Stamp.Of)];
}
