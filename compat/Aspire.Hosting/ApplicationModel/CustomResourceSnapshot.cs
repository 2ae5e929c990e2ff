using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>State, health and links of a resource at one moment.</summary>
public sealed class CustomResourceSnapshot
{
    internal CustomResourceSnapshot(HealthStatus? health, ImmutableArray<HealthReportSnapshot> reports) => (HealthStatus, HealthReports) = (health, reports);

    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Null until the resource runs.</summary>
    public HealthStatus? HealthStatus { get; }

    public ImmutableArray<HealthReportSnapshot> HealthReports { get; }

    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    public int? ExitCode { get; init; }
}

/// <summary>Where a resource is in its life: one of Aspire's known states.</summary>
public sealed class ResourceStateSnapshot
{
    internal ResourceStateSnapshot(string text) => Text = text;

    public string Text { get; init; }
}

/// <summary>What one health check last said.</summary>
public sealed class HealthReportSnapshot
{
    internal HealthReportSnapshot(HealthStatus? status, string? description) => (Status, Description) = (status, description);

    public HealthStatus? Status { get; init; }

    public string? Description { get; init; }

    /// <summary>Always null here: what went wrong is in the description.</summary>
    public string? ExceptionText { get; init; }
}

/// <summary>A link of a resource.</summary>
public sealed class UrlSnapshot
{
    internal UrlSnapshot(string? name, string url, string displayName) => (Name, Url, DisplayProperties) = (name, url, new UrlDisplayPropertiesSnapshot(displayName));

    /// <summary>The endpoint's; null for a link of its own.</summary>
    public string? Name { get; init; }

    public string Url { get; init; }

    public bool IsInternal { get; init; }

    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; }
}

/// <summary>How a link is shown.</summary>
public sealed class UrlDisplayPropertiesSnapshot
{
    internal UrlDisplayPropertiesSnapshot(string displayName) => DisplayName = displayName;

    public string DisplayName { get; init; }
}
