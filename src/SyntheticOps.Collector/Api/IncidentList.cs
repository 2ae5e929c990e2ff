using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Api;

/// <summary>
/// `GET /api/v1/incidents`. With `wait` it answers as soon as the list differs from the one whose ETag the caller sends in
/// If-None-Match, so that nothing between two questions is missed; without that header, from the one it finds at first.
/// </summary>
internal sealed class IncidentList(IIncidentReader incidents, LongPoll poll)
{
    private static readonly string[] States = [IncidentStates.Open, IncidentStates.Acknowledged, IncidentStates.Resolved, IncidentStates.Unresolved];

    private static readonly string[] Parameters = ["state", "site", "drill", "limit", "after", "wait"];

    public async Task<IResult> GetAsync(HttpContext http, CancellationToken token)
    {
        var query = http.Request.Query;
        if (query.Keys.FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
        {
            return Problems.Bad($"The parameter '{unknown}' is not known; known: {string.Join(", ", Parameters)}.");
        }

        string? state = query["state"];
        if (state is not null && !States.Contains(state))
        {
            return Problems.Bad($"state is one of {string.Join(", ", States)}.");
        }

        if (!TryWait(query["wait"], out var wait))
        {
            return Problems.Bad("wait is a duration of at most 60s, such as 30s.");
        }

        if (!TryLimit(query["limit"], out var limit))
        {
            return Problems.Bad("limit is a number from 1 to 200.");
        }

        var wanted = new IncidentQuery { State = state, Site = query["site"], Drill = query["drill"], After = query["after"], Limit = limit };
        string? known = http.Request.Headers.IfNoneMatch;
        var before = known;
        var answer = await poll.ReadAsync(
            inner => ReadAsync(wanted, inner),
            answer =>
            {
                before ??= answer.Tag;
                return answer.Tag != before;
            },
            wait,
            token);
        if (answer is null)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"{LongPoll.MaxWaiting} requests are waiting already.");
        }

        http.Response.Headers[HeaderNames.ETag] = answer.Tag;
        return known == answer.Tag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(answer.Body, "application/json; charset=utf-8");
    }

    private async Task<Answer> ReadAsync(IncidentQuery query, CancellationToken token)
    {
        var page = await incidents.FindAsync(query, token);
        var body = JsonSerializer.SerializeToUtf8Bytes(new IncidentListJson([.. page.Items.Select(IncidentJson.Of)], page.Next), ApiJson.Options);
        return new Answer(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
    }

    private static bool TryWait(string? text, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return text is null || (Durations.Parse(text) is { } span && span >= TimeSpan.Zero && (wait = span) <= LongPoll.MaxWait);
    }

    private static bool TryLimit(string? text, out int limit)
    {
        limit = 50;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 200);
    }

    private sealed record Answer(byte[] Body, string Tag);
}
