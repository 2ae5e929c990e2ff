namespace Aspire.Hosting.Running;

/// <summary>Where a resource is in its life; the later ones are the worse.</summary>
internal enum ResourceState
{
    Waiting,
    Starting,
    Healthy,
    Unhealthy,
    Failed,
    Exited,
}
