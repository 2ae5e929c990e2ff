namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource has changed.</summary>
public sealed class ResourceEvent
{
    internal ResourceEvent(IResource resource, CustomResourceSnapshot snapshot) => (Resource, Snapshot) = (resource, snapshot);

    public IResource Resource { get; }

    public CustomResourceSnapshot Snapshot { get; }
}
