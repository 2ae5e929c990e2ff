using System.Text.Json;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>How webhooks are written, on disk and in answers: camelCase.</summary>
internal static class WebhookJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };
}
