using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Api;

/// <summary>Incidents: read, act on, report.</summary>
internal static partial class IncidentsApi
{
    private const int MaxNote = 2000;

    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/incidents", (HttpContext http, IncidentList list, CancellationToken token) => list.GetAsync(http, token));
        api.MapGet("/incidents/{id}", GetAsync);
        api.MapPost("/incidents/{id}/acknowledge", AcknowledgeAsync);
        api.MapPost("/incidents/{id}/notes", AddNoteAsync);
        api.MapPost("/incidents/{id}/resolve", ResolveAsync);
        api.MapGet("/incidents/{id}/report", ReportAsync);
    }

    private static async Task<IResult> GetAsync(string id, IIncidentReader incidents, CancellationToken token) =>
        await incidents.GetAsync(id, token) is { } incident ? TypedResults.Json(IncidentJson.Of(incident), ApiJson.Options) : NoSuch(id);

    private static async Task<IResult> AcknowledgeAsync(string id, HttpRequest request, IIncidentActions actions, IIncidentReader incidents, CancellationToken token)
    {
        var (_, problem) = await ApiBody.ReadAsync<EmptyBody>(request, token);
        return problem ?? await ActAsync(id, request, actor => actions.AcknowledgeAsync(id, actor, token), "Only an open incident can be acknowledged.", incidents, token);
    }

    private static async Task<IResult> AddNoteAsync(string id, HttpRequest request, IIncidentActions actions, IIncidentReader incidents, CancellationToken token)
    {
        var (body, problem) = await ApiBody.ReadAsync<NoteBody>(request, token);
        if (problem is not null)
        {
            return problem;
        }

        return string.IsNullOrWhiteSpace(body!.Text) || body.Text.Length > MaxNote
            ? Problems.Bad($"text has 1 to {MaxNote} characters.")
            : await ActAsync(id, request, actor => actions.AddNoteAsync(id, actor, body.Text, token), "The incident takes no more notes.", incidents, token);
    }

    private static async Task<IResult> ResolveAsync(string id, HttpRequest request, IIncidentActions actions, IIncidentReader incidents, CancellationToken token)
    {
        var (body, problem) = await ApiBody.ReadAsync<ResolveBody>(request, token);
        if (problem is not null)
        {
            return problem;
        }

        return body!.Note?.Length > MaxNote
            ? Problems.Bad($"note has at most {MaxNote} characters.")
            : await ActAsync(id, request, actor => actions.ResolveAsync(id, actor, body.Note, token), "The incident is resolved already.", incidents, token);
    }

    private static async Task<IResult> ReportAsync(
        string id, string? lang, IIncidentReader incidents, SyntheticsConfiguration configuration, TimeProvider clock, CancellationToken token)
    {
        if (lang is not (null or "fr" or "en"))
        {
            return Problems.Bad("lang is fr or en.");
        }

        if (await incidents.GetAsync(id, token) is not { } incident)
        {
            return NoSuch(id);
        }

        var site = configuration.Sites.GetValueOrDefault(incident.Site)?.DisplayName ?? incident.Site;
        return TypedResults.Text(IncidentReport.Write(incident, site, IncidentWords.Culture(lang), clock.GetUtcNow()), "text/markdown; charset=utf-8");
    }

    private static async Task<IResult> ActAsync(
        string id, HttpRequest request, Func<string, Task<bool>> act, string refusal, IIncidentReader incidents, CancellationToken token)
    {
        var header = request.Headers[Names.Headers.Actor].ToString();
        if (header.Length > 0 && !Actor().IsMatch(header))
        {
            return Problems.Bad($"{Names.Headers.Actor} is user:NAME, incident:ID or drill:ID.");
        }

        var done = await act(header.Length > 0 ? header : "user:operator");
        return await incidents.GetAsync(id, token) is not { } incident ? NoSuch(id)
            : done ? TypedResults.Json(IncidentJson.Of(incident), ApiJson.Options)
            : Problems.Of(StatusCodes.Status409Conflict, refusal);
    }

    private static IResult NoSuch(string id) => Problems.NotFound($"incident {(id.Length <= 40 ? id : "of that id")}");

    [GeneratedRegex(@"^(user|incident|drill):[A-Za-z0-9._@-]{1,64}\z")]
    private static partial Regex Actor();

    private sealed record EmptyBody;

    private sealed record NoteBody(string Text);

    private sealed record ResolveBody(string? Note = null);
}
