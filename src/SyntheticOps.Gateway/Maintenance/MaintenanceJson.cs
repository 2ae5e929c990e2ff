using System.Text.Json;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>How the switch is written: camelCase, nothing tolerated that we do not know.</summary>
internal static class MaintenanceJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };
}
