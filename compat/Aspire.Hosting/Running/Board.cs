using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Knows the state of every resource, says each change and tells those who watch.</summary>
internal sealed class Board(IReadOnlyList<ResourceStatus> resources, LogWriter log, ResourceNotificationService notifications)
{
    private readonly Lock _gate = new();

    public void Set(string name, ResourceState state, string? detail = null, int? exitCode = null)
    {
        lock (_gate)
        {
            var resource = resources.First(resource => resource.Project.Name == name);
            var same = resource.State == state && resource.Detail == detail;
            (resource.State, resource.Detail, resource.ExitCode) = (state, detail, exitCode);
            if (!same)
            {
                log.Write(LogWriter.Own, $"{name} {Words(resource)}");
                notifications.Publish(resource.Project, resource.Snapshot());
            }
        }
    }

    private static string Words(ResourceStatus resource) => resource.State switch
    {
        ResourceState.Waiting => $"waits: {resource.Detail}",
        ResourceState.Starting when resource.Detail is { } detail => $"is not healthy yet: {detail}",
        ResourceState.Starting => "starts",
        ResourceState.Healthy => "is healthy",
        ResourceState.Unhealthy => $"is unhealthy: {resource.Detail}",
        ResourceState.Failed => $"could not be started: {resource.Detail}",
        _ => resource.Detail ?? "exited",
    };
}
