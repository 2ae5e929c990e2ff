namespace Aspire.Hosting.ApplicationModel;

/// <summary>A link of a resource, for people.</summary>
public sealed class ResourceUrlAnnotation
{
    internal ResourceUrlAnnotation(string url, string? displayText) => (Url, DisplayText) = (url, displayText);

    public string Url { get; set; }

    public string? DisplayText { get; set; }
}
