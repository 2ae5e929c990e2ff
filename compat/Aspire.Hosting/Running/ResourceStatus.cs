using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>The state of a resource, and its links.</summary>
internal sealed class ResourceStatus(ProjectResource project, IReadOnlyList<UrlSnapshot> links)
{
    public ProjectResource Project { get; } = project;

    public IReadOnlyList<UrlSnapshot> Links { get; } = links;

    public ResourceState State { get; set; }

    /// <summary>Why it is in that state: what it waits for, what its health check said.</summary>
    public string? Detail { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>Links of every endpoint, as AppHost.cs renames them, then its own.</summary>
    public static async Task<ResourceStatus> OfAsync(ProjectResource project, CancellationToken token)
    {
        var links = new List<UrlSnapshot>();
        foreach (var endpoint in project.Endpoints)
        {
            var link = new ResourceUrlAnnotation(endpoint.Url, null);
            foreach (var (_, callback) in project.UrlCallbacks.Where(item => project.FindEndpoint(item.Endpoint) == endpoint))
            {
                callback(link);
            }

            links.Add(new UrlSnapshot(endpoint.Name, link.Url, link.DisplayText ?? endpoint.Name));
        }

        foreach (var (url, text) in project.Urls)
        {
            links.Add(new UrlSnapshot(null, await url.GetValueAsync(token) ?? "", text ?? "link"));
        }

        return new ResourceStatus(project, links);
    }

    public CustomResourceSnapshot Snapshot()
    {
        HealthStatus? health = State switch
        {
            ResourceState.Healthy => HealthStatus.Healthy,
            ResourceState.Starting or ResourceState.Unhealthy => HealthStatus.Unhealthy,
            _ => null,
        };
        return new CustomResourceSnapshot(health, Detail is null ? [] : [new HealthReportSnapshot(health, Detail)])
        {
            State = new ResourceStateSnapshot(State switch
            {
                ResourceState.Waiting => "Waiting",
                ResourceState.Failed => "FailedToStart",
                ResourceState.Exited => "Exited",
                _ => "Running",
            }),
            Urls = [.. Links],
            ExitCode = ExitCode,
        };
    }
}
