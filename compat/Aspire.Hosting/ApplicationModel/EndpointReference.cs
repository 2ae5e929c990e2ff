using Aspire.Hosting.Modelling;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for the URL of an endpoint.</summary>
public sealed class EndpointReference : IValueProvider, IManifestExpressionProvider
{
    private readonly ProjectResource _owner;

    internal EndpointReference(ProjectResource owner, string name) => (_owner, EndpointName) = (owner, name);

    public string EndpointName { get; }

    public string Url => Endpoint.Url;

    public string ValueExpression => $"{{{_owner.Name}.bindings.{EndpointName}.url}}";

    internal EndpointAnnotation Endpoint => _owner.FindEndpoint(EndpointName) ?? throw new ModelException(
        $"{_owner.Name} has no endpoint '{EndpointName}'; it has: {string.Join(", ", _owner.Endpoints.Select(endpoint => endpoint.Name))}. "
        + "The only endpoint of a scheme bears the scheme as its name.");

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);
}
