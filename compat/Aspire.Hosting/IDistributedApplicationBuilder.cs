using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Environment variables and the command line.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Folder of the AppHost project.</summary>
    string AppHostDirectory { get; }

    IResourceCollection Resources { get; }

    DistributedApplication Build();
}
