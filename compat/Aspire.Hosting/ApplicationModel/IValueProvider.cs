namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known when the application starts.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that a deployment manifest can name.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
