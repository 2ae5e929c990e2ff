using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What the table shows of a resource.</summary>
internal sealed class ResourceStatus(string name, IReadOnlyList<ResourceUrlAnnotation> links)
{
    public string Name { get; } = name;

    public IReadOnlyList<ResourceUrlAnnotation> Links { get; } = links;

    public ResourceState State { get; set; }

    /// <summary>Why it is in that state: what it waits for, what its health check said.</summary>
    public string? Detail { get; set; }

    /// <summary>Links of every endpoint, as AppHost.cs renames them, then its own.</summary>
    public static async Task<ResourceStatus> OfAsync(ProjectResource project, CancellationToken token)
    {
        var links = new List<ResourceUrlAnnotation>();
        foreach (var endpoint in project.Endpoints)
        {
            var link = new ResourceUrlAnnotation(endpoint.Url, null);
            foreach (var (_, callback) in project.UrlCallbacks.Where(item => project.FindEndpoint(item.Endpoint) == endpoint))
            {
                callback(link);
            }

            link.DisplayText ??= endpoint.Name;
            links.Add(link);
        }

        foreach (var (url, text) in project.Urls)
        {
            links.Add(new ResourceUrlAnnotation(await url.GetValueAsync(token) ?? "", text ?? "link"));
        }

        return new ResourceStatus(project.Name, links);
    }
}
