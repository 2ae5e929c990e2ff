using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyntheticOps.Cli.Gateways;

/// <summary>The document of `--json` (contracts.md section 9): what each gateway said, word for word.</summary>
internal static class GatewayDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(string schema, string? site, int exit, IEnumerable<GatewayAnswer> answers) => JsonSerializer.Serialize(
        new { schema, exit, site, gateways = answers.Select(answer => new { gateway = answer.Gateway, state = answer.State, problem = answer.Problem }) }, Json);
}
