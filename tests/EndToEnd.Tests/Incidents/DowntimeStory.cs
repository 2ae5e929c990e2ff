using System.Text.Json;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Incidents;

/// <summary>What was seen while every page of the shop answered 503, and after its repair.</summary>
internal sealed record DowntimeStory
{
    /// <summary>The incident while it was open, with evidence.</summary>
    public required JsonElement Opened { get; init; }

    public required JsonElement Resolved { get; init; }

    /// <summary>The bodies that the webhook got.</summary>
    public required IReadOnlyList<JsonElement> Notifications { get; init; }

    public string Id => Opened.GetProperty("id").GetString()!;

    public static async Task<DowntimeStory> TellAsync(RunningSystem system, CancellationToken token)
    {
        var user = system.Operator;
        await using var receiver = await WebhookReceiver.StartAsync(token);
        var drill = (await user.PostAsync("/api/v1/drills", new { site = "parfumerie", scenario = "downtime", notify = receiver.Address }, token)).GetProperty("id").GetString();
        try
        {
            JsonElement? opened;
            await user.BreakAsync("status", new { code = 503 }, token);
            try
            {
                opened = await WaitAsync(system, "a downtime incident with evidence", drill, incident => incident.GetProperty("evidence").GetArrayLength() > 0, token);
                await Poll.UntilTrueAsync("a notification", () => Task.FromResult(!receiver.Received.IsEmpty), token);
            }
            finally
            {
                await user.RepairAsync(CancellationToken.None);
            }

            var resolved = await WaitAsync(system, "the incident is resolved by itself", drill, incident => incident.GetProperty("state").GetString() == "resolved", token);
            return new DowntimeStory { Opened = opened.Value, Resolved = resolved, Notifications = [.. receiver.Received] };
        }
        finally
        {
            await user.DeleteAsync($"/api/v1/drills/{drill}", CancellationToken.None);
        }
    }

    private static async Task<JsonElement> WaitAsync(RunningSystem system, string what, string? drill, Func<JsonElement, bool> fits, CancellationToken token)
    {
        JsonElement? found = null;
        await Poll.UntilTrueAsync(
            what,
            async () =>
            {
                var list = await system.Operator.GetAsync($"/api/v1/incidents?drill={drill}&wait=1s", token);
                found = list.GetProperty("incidents").EnumerateArray().Where(incident => incident.GetProperty("scenario").GetString() == "downtime" && fits(incident))
                    .Select(incident => (JsonElement?)incident.Clone()).FirstOrDefault();
                return found is not null;
            },
            token,
            system.Store.Summary);
        return found!.Value;
    }
}
