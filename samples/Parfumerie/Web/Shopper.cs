using Parfumerie.Localization;
using Parfumerie.Visitors;

namespace Parfumerie.Web;

/// <summary>Who asks, and how, for the length of one request; the middleware fills it.</summary>
public sealed class Shopper
{
    public Language Language { get; set; }

    /// <summary>Path and query without the language prefix.</summary>
    public string Path { get; set; } = "/";

    /// <summary>The probe run that signed this request; null for customers.</summary>
    public string? Run { get; set; }

    /// <summary>Null until the visitor has put something into the basket or logged in.</summary>
    public Visitor? Visitor { get; set; }

    /// <summary>Whether <see cref="Visitor"/> was looked up; error pages may come before that.</summary>
    public bool IsVisitorKnown { get; set; }

    /// <summary>Trace id to name to customer service.</summary>
    public string TraceId { get; set; } = "";
}
