using System.Text.Encodings.Web;
using System.Text.Json;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>Writes texts so that a journey file reads them back as they are.</summary>
internal static class Yaml
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In double quotes, as JSON and YAML both have them; a dollar sign doubled, because one stands before a variable.</summary>
    public static string Text(string text) => JsonSerializer.Serialize(text.Replace("$", "$$", StringComparison.Ordinal), Json);
}
