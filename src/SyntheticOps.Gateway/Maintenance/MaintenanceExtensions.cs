using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Gateway.Maintenance;

internal static class MaintenanceExtensions
{
    /// <summary>The switch, its journal in the data folder and the key that may turn it.</summary>
    public static void AddMaintenance(this WebApplicationBuilder builder, DataFolder data)
    {
        var operators = new AccessKeys(KeySource.Require(builder.Configuration, data, Names.Env.OperatorKey));
        var journal = MaintenanceJournal.Open(data.File("maintenance.jsonl"));
        builder.Services.AddSingleton(new OperatorKeys(operators));
        builder.Services.AddSingleton(_ => journal);
        builder.Services.AddSingleton<MaintenanceSwitch>();
        builder.Services.AddOptions<MaintenanceOptions>()
            .BindConfiguration("Maintenance", options => options.ErrorOnUnknownConfiguration = true)
            .Validate(options => options.LetThrough.All(path => path is ['/', ..]), "Maintenance:LetThrough: each entry is a path that starts with /, such as /api/health.")
            .ValidateOnStart();
    }
}

/// <summary>Keys of those who may turn the switch.</summary>
internal sealed record OperatorKeys(AccessKeys Accepted);

/// <summary>Section `Maintenance`.</summary>
internal sealed class MaintenanceOptions
{
    /// <summary>Paths that reach the shop in maintenance too: its health, for monitors without our signature. Default: /api/health.</summary>
    public string[] LetThrough { get; set; } = ["/api/health"];
}
