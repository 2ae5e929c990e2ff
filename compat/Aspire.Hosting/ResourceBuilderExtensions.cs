using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Environment, references, endpoints, waits, health checks and links of a resource.</summary>
public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.With(project => project.Environment.Add((name, new LiteralValue(value ?? ""))));

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment
    {
        var expression = value.GetExpression();
        return builder.With(project => project.Environment.Add((name, expression)));
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.With(project => project.Environment.Add((name, endpointReference)));

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.With(project => project.Environment.Add((name, parameter.Resource)));

    /// <summary>Tells the resource where the endpoints of another one are: `services__NAME__ENDPOINT__0` and `NAME_ENDPOINT`.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.With(project => project.AddReference(source.Resource.AsProject()));

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource.AsProject(), name);

    /// <summary>Changes an endpoint that the project's own files declare.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints => builder.With(project =>
        {
            if (project.FindEndpoint(endpointName) is { } endpoint)
            {
                callback(endpoint);
            }
            else if (createIfNotExists)
            {
                throw new ArgumentException(
                    $"{project.Name} declares no endpoint '{endpointName}', and compat makes none: add Kestrel:Endpoints:{endpointName} to its appsettings.json.",
                    nameof(endpointName));
            }
        });

    /// <summary>The resource is healthy once that path answers with the status, 200 unless given.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => builder.With(project => project.HealthChecks.Add(
            new(new(project, endpointName ?? project.DefaultEndpointName), path ?? "/", statusCode ?? 200)));

    /// <summary>Starts the resource only when the dependency is running and healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.With(project => project.Waits.Add(dependency.Resource.AsProject()));

    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource => builder.With(project => project.UrlCallbacks.Add((endpointName, callback)));

    public static IResourceBuilder<T> WithUrl<T>(
        this IResourceBuilder<T> builder, in ReferenceExpression.ExpressionInterpolatedStringHandler url, string? displayText = null)
        where T : IResource
    {
        var expression = url.GetExpression();
        return builder.With(project => project.Urls.Add((expression, displayText)));
    }

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, Action<ProjectResource> change)
        where T : IResource
    {
        change(builder.Resource.AsProject());
        return builder;
    }

    private static ProjectResource AsProject(this IResource resource) => resource as ProjectResource
        ?? throw new ArgumentException($"{resource.Name} is no project: compat knows only projects here.", nameof(resource));
}
