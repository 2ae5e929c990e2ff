using System.Text.RegularExpressions;
using Aspire.Hosting.Modelling;
using Aspire.Hosting.Starting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that runs as a process of its own.</summary>
public sealed partial class ProjectResource : IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal ProjectResource(string name, string projectPath, LaunchCommand command) =>
        (Name, ProjectPath, Command) = (name, projectPath, command);

    public string Name { get; }

    internal string ProjectPath { get; }

    internal string Folder => Path.GetDirectoryName(ProjectPath)!;

    internal LaunchCommand Command { get; }

    internal LaunchProfile? Profile { get; set; }

    internal List<EndpointAnnotation> Endpoints { get; } = [];

    /// <summary>Whether the endpoints come from Kestrel:Endpoints, which overrides ASPNETCORE_URLS.</summary>
    internal bool HasKestrelEndpoints { get; set; }

    /// <summary>What AppHost.cs sets, in its order: the last one wins.</summary>
    internal List<(string Name, IValueProvider Value)> Environment { get; } = [];

    internal List<ProjectResource> Waits { get; } = [];

    internal List<HttpHealthCheck> HealthChecks { get; } = [];

    internal List<(string Endpoint, Action<ResourceUrlAnnotation> Callback)> UrlCallbacks { get; } = [];

    internal List<(ReferenceExpression Url, string? DisplayText)> Urls { get; } = [];

    /// <summary>Aspire looks for https, then http.</summary>
    internal string DefaultEndpointName => FindEndpoint("https") is null ? "http" : "https";

    internal EndpointAnnotation? FindEndpoint(string name) =>
        Endpoints.Find(endpoint => endpoint.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal void AddReference(ProjectResource source)
    {
        foreach (var endpoint in source.Endpoints)
        {
            var reference = new EndpointReference(source, endpoint.Name);
            Environment.Add(($"services__{source.Name}__{endpoint.Name}__0", reference));
            Environment.Add((NotInVariable().Replace($"{source.Name}_{endpoint.Name}".ToUpperInvariant(), "_"), reference));
        }
    }

    [GeneratedRegex("[^A-Z0-9_]")]
    private static partial Regex NotInVariable();
}
