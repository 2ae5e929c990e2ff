using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Gateway.Maintenance;

internal static class MaintenanceExtensions
{
    /// <summary>The switch and its journal in the data folder.</summary>
    public static void AddMaintenance(this WebApplicationBuilder builder, DataFolder data)
    {
        var journal = MaintenanceJournal.Open(data.File("maintenance.jsonl"));
        builder.Services.AddSingleton(_ => journal);
        builder.Services.AddSingleton<MaintenanceSwitch>();
        builder.Services.AddSingleton<MaintenanceRule>();
        builder.Services.AddOptions<MaintenanceOptions>()
            .BindConfiguration("Maintenance", options => options.ErrorOnUnknownConfiguration = true)
            .Validate(options => options.LetThrough.All(path => path is ['/', ..]), "Maintenance:LetThrough: each entry is a path that starts with /, such as /api/health.")
            .ValidateOnStart();
    }
}

/// <summary>Section `Maintenance`.</summary>
internal sealed class MaintenanceOptions
{
    /// <summary>Paths that reach the shop in maintenance too: its health, for monitors without our signature. Default: /api/health.</summary>
    public string[] LetThrough { get; set; } = ["/api/health"];
}
