namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text that stands in AppHost.cs.</summary>
internal sealed class LiteralValue(string text) : IValueProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(text);
}
