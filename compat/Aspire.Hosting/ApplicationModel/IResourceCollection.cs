namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model.</summary>
public interface IResourceCollection : IList<IResource>;

/// <summary>The one kind of it.</summary>
internal sealed class ResourceCollection : List<IResource>, IResourceCollection;
