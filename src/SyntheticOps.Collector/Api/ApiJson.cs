using System.Text.Json;
using System.Text.Json.Serialization;

namespace SyntheticOps.Collector.Api;

/// <summary>How answers are written: camelCase, absent rather than null.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
