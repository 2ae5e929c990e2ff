namespace Aspire.Hosting.ApplicationModel;

/// <summary>Configures a resource.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}

/// <summary>The one kind of it.</summary>
internal sealed class ResourceBuilder<T>(T resource) : IResourceBuilder<T>
    where T : IResource
{
    public T Resource { get; } = resource;
}
