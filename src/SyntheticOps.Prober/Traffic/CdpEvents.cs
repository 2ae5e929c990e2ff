using System.Text.Json;
using Microsoft.Playwright;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Reads what the browser says over its own protocol. Nothing there is to be trusted: members may be missing.</summary>
internal static class CdpEvents
{
    public static void On(this ICDPSession session, string name, Action<JsonElement> handle) =>
        session.Event(name).OnEvent += (_, message) =>
        {
            if (message is { } element)
            {
                handle(element);
            }
        };

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static double? Number(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value : null;

    /// <summary>A command whose answer nobody waits for.</summary>
    public static void Tell(this ICDPSession session, string method) =>
        _ = session.SendAsync(method).ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
