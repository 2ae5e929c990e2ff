using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Modelling;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The model while AppHost.cs describes it.</summary>
internal sealed class DistributedApplicationBuilder(AppHostContext context) : IDistributedApplicationBuilder
{
    /// <summary>Who wants the model without running it (a test, a tool) subscribes here, as with Microsoft.Extensions.Hosting.</summary>
    private static readonly DiagnosticListener Diagnostics = new("Aspire.Hosting");

    public AppHostContext Context { get; } = context;

    public ConfigurationManager Configuration => Context.Configuration;

    public string AppHostDirectory => Context.Directory;

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IEnumerable<ProjectResource> Projects => Resources.OfType<ProjectResource>();

    public DistributedApplication Build()
    {
        var application = new DistributedApplication(Context, [.. Projects]);
        if (Diagnostics.IsEnabled("Built"))
        {
            Diagnostics.Write("Built", application);
        }

        return application;
    }
}
