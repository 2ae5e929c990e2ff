using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;

namespace Aspire.Hosting;

/// <summary>The model while AppHost.cs describes it.</summary>
internal sealed class DistributedApplicationBuilder(AppHostContext context) : IDistributedApplicationBuilder
{
    public AppHostContext Context { get; } = context;

    public List<ProjectResource> Projects { get; } = [];

    public DistributedApplication Build() => new(Context, Projects);
}
