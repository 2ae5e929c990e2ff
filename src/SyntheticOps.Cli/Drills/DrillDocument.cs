using System.Text.Json;

namespace SyntheticOps.Cli.Drills;

/// <summary>The document of `synops drill --json` (schema synops.drill/1, contracts.md section 9).</summary>
internal static class DrillDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Write(IReadOnlyList<DrillResult> results, int exit) =>
        JsonSerializer.Serialize(new { schema = "synops.drill/1", exit, drills = results }, Json);
}
