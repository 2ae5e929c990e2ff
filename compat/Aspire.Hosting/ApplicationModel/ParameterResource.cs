namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside: a key, an address.</summary>
public sealed class ParameterResource : IResource, IValueProvider, IManifestExpressionProvider
{
    private readonly Lazy<string> _value;

    internal ParameterResource(string name, bool secret, Func<string> value) => (Name, Secret, _value) = (name, secret, new Lazy<string>(value));

    public string Name { get; }

    /// <summary>Secret values are never shown.</summary>
    public bool Secret { get; }

    public string ValueExpression => $"{{{Name}.value}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}
