using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Stops this process when the AppHost that started it is gone, killed as it may be. Aspire's own orchestrator needs no such help.</summary>
internal sealed class AppHostWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public static bool IsAskedFor(IConfiguration configuration) => ProcessId(configuration) is not null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var appHost = Find(ProcessId(configuration));
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (appHost is not { HasExited: false })
            {
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static int? ProcessId(IConfiguration configuration) =>
        int.TryParse((configuration[Names.Env.AppHost] ?? "").Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static Process? Find(int? id)
    {
        try
        {
            return Process.GetProcessById(id ?? 0);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
