using System.Text.Json;

namespace SyntheticOps.Cli.Chaos;

/// <summary>The document of `synops chaos --json` (schema synops.chaos/1, contracts.md section 9).</summary>
internal static class ChaosDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(DateTimeOffset startedAt, ChaosRequest request, IReadOnlyList<ChaosResult> results, int exit) =>
        JsonSerializer.Serialize(new { schema = "synops.chaos/1", startedAt, exit, seed = request.Seed, quick = request.IsQuick, scenarios = results }, Json);
}
