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
            .Validate(options => options.LetThrough.All(LetThrough.IsValid), $"Maintenance:LetThrough: each entry is {LetThrough.Form}.")
            .ValidateOnStart();
    }
}

/// <summary>Section `Maintenance`.</summary>
internal sealed class MaintenanceOptions
{
    /// <summary>
    /// What reaches the shop in maintenance too: paths (its health, for monitors without our signature), branches (/preview/*), addresses
    /// and ranges. Default: /api/health.
    /// </summary>
    public string[] LetThrough { get; set; } = ["/api/health"];
}
