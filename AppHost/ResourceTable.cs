using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AppHost;

/// <summary>
/// Prints resources, states and links: once all are healthy, and again when one gets worse. Says nothing while everything stops.
/// </summary>
/// <param name="names">The resources, in the order of the table.</param>
/// <param name="connectionFile">The collector's connection.json, which has its login link.</param>
/// <param name="aspireLogin">Login link of the Aspire dashboard; null where there is none.</param>
internal sealed class ResourceTable(
    IReadOnlyList<string> names, string connectionFile, string? aspireLogin, TextWriter output, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);

    /// <summary>Whoever waits longer for the first healthy state wants to see what is missing, and the links of the others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private readonly Dictionary<string, CustomResourceSnapshot> _seen = [];
    private readonly HashSet<string> _wereHealthy = [];
    private string _shown = "";
    private string _before = "";

    /// <summary>Watches until the application stops.</summary>
    public static void Watch(DistributedApplication application, IDistributedApplicationBuilder builder)
    {
        var stopping = application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var root = Path.GetDirectoryName(builder.Configuration["SYNOPS_CONFIG"]) ?? Path.Combine(builder.AppHostDirectory, "..");
        var (address, token) = (builder.Configuration["ASPNETCORE_URLS"]?.Split(';')[0], builder.Configuration["AppHost:BrowserToken"]);
        var table = new ResourceTable(
            [.. builder.Resources.OfType<ProjectResource>().Select(project => project.Name)],
            Path.Combine(root, ".synops", "collector", "connection.json"),
            address is null || token is null ? null : $"{address}/login?t={token}",
            Console.Out,
            TimeProvider.System);
        _ = Task.WhenAll(table.ListenAsync(application.ResourceNotifications, stopping), table.TickAsync(stopping));
    }

    public void See(string name, CustomResourceSnapshot snapshot)
    {
        lock (_gate)
        {
            _seen[name] = snapshot;
            if (IsHealthy(name))
            {
                _wereHealthy.Add(name);
            }
        }
    }

    /// <summary>Prints what is due. Bad news counts when it is the same twice: a stop, too, begins with a resource that goes.</summary>
    public void Look()
    {
        lock (_gate)
        {
            var bad = string.Join(", ", names.Where(IsBad).Select(name => $"{name} {State(name)}"));
            var late = clock.GetElapsedTime(_start) > Patience && _wereHealthy.Count < names.Count && _shown.Length == 0;
            if (names.All(IsHealthy))
            {
                Recovered();
            }
            else if ((bad.Length > 0 && bad == _before && bad != _shown) || late)
            {
                output.Write(Table(late ? "Not all resources are healthy yet." : $"Worse: {bad}."));
                _shown = bad.Length > 0 ? bad : "late";
            }

            _before = bad;
        }
    }

    private void Recovered()
    {
        var all = FormattableString.Invariant($"All {names.Count} resources are healthy");
        if (_shown is "" or "late")
        {
            output.Write(Table(FormattableString.Invariant($"{all} after {clock.GetElapsedTime(_start).TotalSeconds:0.0} s. Ctrl-C stops them.")));
        }
        else if (_shown != "healthy")
        {
            output.WriteLine($"{all} again.");
        }

        _shown = "healthy";
    }

    private string Table(string title)
    {
        var name = names.Append("resource").Max(item => item.Length);
        var state = names.Select(State).Append("state").Max(item => item.Length);
        List<string> lines = ["", title, $"{"resource".PadRight(name)}  {"state".PadRight(state)}  link"];
        foreach (var resource in names)
        {
            var lead = $"{resource.PadRight(name)}  {State(resource).PadRight(state)}  ";
            foreach (var line in Reasons(resource).Concat(Links(resource)).DefaultIfEmpty(""))
            {
                lines.Add((lead + line).TrimEnd());
                lead = new string(' ', lead.Length);
            }
        }

        if (aspireLogin is not null)
        {
            lines.Add($"Logs of every resource are in the Aspire dashboard: {aspireLogin}");
        }

        return string.Join(Environment.NewLine, [.. lines, "", ""]);
    }

    private bool IsHealthy(string name) => _seen.GetValueOrDefault(name) is { State.Text: "Running", HealthStatus: HealthStatus.Healthy };

    private bool IsBad(string name) => !IsHealthy(name) && (_wereHealthy.Contains(name) || _seen.GetValueOrDefault(name) is { } seen && IsOver(seen));

    private static bool IsOver(CustomResourceSnapshot seen) => seen.State?.Text is "Exited" or "Finished" or "FailedToStart" or "RuntimeUnhealthy";

    private string State(string name) => _seen.GetValueOrDefault(name) switch
    {
        null or { State: null } => "unknown",
        { ExitCode: { } code } seen when IsOver(seen) => FormattableString.Invariant($"exited ({code})"),
        { State.Text: "Running" } => IsHealthy(name) ? "healthy" : _wereHealthy.Contains(name) ? "unhealthy" : "starting",
        var seen => seen.State.Text.ToLowerInvariant(),
    };

    /// <summary>What the health checks of a resource that runs have to say, at most 300 characters each.</summary>
    private IEnumerable<string> Reasons(string name) => _seen.GetValueOrDefault(name) is { } seen && !IsHealthy(name)
        ? seen.HealthReports.Where(report => report.Status is not HealthStatus.Healthy)
            .Select(report => (report.Description ?? report.ExceptionText ?? "").Split('\n')[0])
            .Select(reason => new string([.. reason.Where(letter => !char.IsControl(letter)).Take(300)]))
            .Where(reason => reason.Length > 0)
        : [];

    private IEnumerable<string> Links(string name)
    {
        var links = _seen.GetValueOrDefault(name)?.Urls.Where(link => !link.IsInternal)
            .Select(link => (Text: link.DisplayProperties.DisplayName is { Length: > 0 } text ? text : link.Name ?? "link", link.Url)).ToList() ?? [];
        var width = links.Select(link => link.Text.Length).DefaultIfEmpty(0).Max();
        return links.Select(link => $"{link.Text.PadRight(width)}  {(name == "collector" && link.Text == "Dashboard" ? Login() : null) ?? link.Url}");
    }

    private string? Login()
    {
        try
        {
            using var connection = JsonDocument.Parse(File.ReadAllText(connectionFile));
            return connection.RootElement.GetProperty("login").GetString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // not written yet, or gone with the collector: the link without a login
        }
    }

    private async Task ListenAsync(ResourceNotificationService notifications, CancellationToken stopping)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping))
            {
                See(change.Resource.Name, change.Snapshot);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Everything stops.
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Tick, clock);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Everything stops.
        }
    }
}
