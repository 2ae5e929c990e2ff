using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Incidents;

/// <summary>Incidents for people: the list, one, and what can be done with it.</summary>
internal static class IncidentPages
{
    private const int PerPage = 30;
    private const int MaxText = 2000;

    public static async Task<IResult> ListAsync(string? state, string? after, IIncidentReader incidents, SyntheticsConfiguration synthetics, CancellationToken token)
    {
        var shown = state is "resolved" or "all" ? state : "unresolved";
        var found = await incidents.FindAsync(new IncidentQuery { State = shown == "all" ? null : shown, Limit = PerPage, After = after }, token);
        return Page.Of<IncidentsPage>(new IncidentsModel(shown, found, synthetics.Sites));
    }

    public static async Task<IResult> ShowAsync(
        string id, IIncidentReader incidents, BoardQuery boards, SyntheticsConfiguration synthetics, PageContext page, CancellationToken token)
    {
        if (!Ids.IsIncident(id) || await incidents.GetAsync(id, token) is not { } incident)
        {
            return Results.NotFound();
        }

        var board = await boards.GetAsync(token);
        var site = synthetics.Sites.GetValueOrDefault(incident.Site);
        var report = IncidentReport.Write(incident, site?.DisplayName ?? incident.Site, IncidentWords.Culture(page.Words.Language), page.Now);
        return Page.Of<IncidentPage>(new IncidentModel(incident, site, [.. board.Checks.Where(status => incident.Checks.Contains(status.Check.Name))], report));
    }

    /// <summary>The report as a Markdown file.</summary>
    public static async Task<IResult> ReportAsync(
        string id, string? lang, IIncidentReader incidents, SyntheticsConfiguration synthetics, TimeProvider clock, CancellationToken token)
    {
        if (!Ids.IsIncident(id) || await incidents.GetAsync(id, token) is not { } incident)
        {
            return Results.NotFound();
        }

        var language = lang == "fr" ? "fr" : "en";
        var site = synthetics.Sites.GetValueOrDefault(incident.Site)?.DisplayName ?? incident.Site;
        var report = IncidentReport.Write(incident, site, IncidentWords.Culture(language), clock.GetUtcNow());
        return Results.File(System.Text.Encoding.UTF8.GetBytes(report), "text/markdown; charset=utf-8", $"{incident.Id}.{language}.md");
    }

    public static Task<IResult> AcknowledgeAsync(string id, IIncidentActions actions, HttpContext context, [FromForm(Name = "_form")] string? form) =>
        ActAsync(id, form, actor => actions.AcknowledgeAsync(id, actor, context.RequestAborted), context);

    public static Task<IResult> AddNoteAsync(string id, [FromForm] string? text, IIncidentActions actions, HttpContext context) =>
        ActAsync(id, text, actor => actions.AddNoteAsync(id, actor, text!.Trim(), context.RequestAborted), context);

    public static Task<IResult> ResolveAsync(string id, [FromForm] string? text, IIncidentActions actions, HttpContext context) =>
        ActAsync(id, text, actor => actions.ResolveAsync(id, actor, text!.Trim(), context.RequestAborted), context);

    /// <summary>Back to the incident after the change; 409 when its state no longer allows it.</summary>
    private static async Task<IResult> ActAsync(string id, string? text, Func<string, Task<bool>> act, HttpContext context)
    {
        if (!Ids.IsIncident(id) || string.IsNullOrWhiteSpace(text) || text.Length > MaxText)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return await act(context.User.Identity?.Name ?? Session.Actor)
            ? Results.LocalRedirect($"/incidents/{id}")
            : Results.StatusCode(StatusCodes.Status409Conflict);
    }
}
