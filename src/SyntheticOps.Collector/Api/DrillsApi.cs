using System.Net;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Api;

/// <summary>Drills: only on sites that say `drill: true`.</summary>
internal static class DrillsApi
{
    public static void MapDrills(this IEndpointRouteBuilder api)
    {
        api.MapPost("/drills", StartAsync);
        api.MapDelete("/drills/{id}", EndAsync);
    }

    private static async Task<IResult> StartAsync(
        HttpRequest request, SyntheticsConfiguration configuration, RuleSet rules, DrillBook drills, CancellationToken token)
    {
        var (body, problem) = await ApiBody.ReadAsync<DrillBody>(request, token);
        if (problem is not null)
        {
            return problem;
        }

        var without = body!.Without ?? [];
        if (Mistake(body, without, configuration, rules) is { } mistake)
        {
            return Problems.Bad(mistake);
        }

        if (!configuration.Sites[body.Site].Drill)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, $"The site {body.Site} does not say `drill: true` in synthetics.yaml.");
        }

        var drill = await drills.StartAsync(body.Site, body.Scenario, without, body.Notify, token);
        return TypedResults.Json(new { drill.Id, ExpiresAt = drill.EndsAt }, ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> EndAsync(string id, DrillBook drills, CancellationToken token) =>
        await drills.EndAsync(id, token) ? TypedResults.NoContent() : Problems.NotFound("drill of that id that still runs");

    private static string? Mistake(DrillBody body, IReadOnlyList<string> without, SyntheticsConfiguration configuration, RuleSet rules)
    {
        if (!configuration.Sites.ContainsKey(body.Site))
        {
            return $"site is one of {string.Join(", ", configuration.Sites.Keys)}.";
        }

        if (!ScenarioNames.All.Contains(body.Scenario))
        {
            return $"scenario is one of {string.Join(", ", ScenarioNames.All)}.";
        }

        if (without.Count > rules.Names.Count || without.Any(rule => !rules.Names.Contains(rule)))
        {
            return $"without lists rules; known: {string.Join(", ", rules.Names)}.";
        }

        return body.Notify is null || IsLoopback(body.Notify) ? null : "notify is an http URL on loopback, such as http://127.0.0.1:9000/.";
    }

    /// <summary>The connection is checked again when it is made; this is only to say so early.</summary>
    private static bool IsLoopback(string notify) =>
        notify.Length <= 500
        && Uri.TryCreate(notify, UriKind.Absolute, out var url)
        && url is { Scheme: "http", UserInfo: "" }
        && (url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private sealed record DrillBody(string Site, string Scenario, IReadOnlyList<string>? Without = null, string? Notify = null);
}
