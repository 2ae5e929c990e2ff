using System.Diagnostics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Data;

/// <summary>The shop's own spans. The source bears the application's name, which is the one that the service defaults export.</summary>
internal static class ShopActivity
{
    public const string ApplicationName = "Parfumerie";

    public static readonly ActivitySource Source = new(ApplicationName);

    /// <summary>Marks a span as failed by that exception.</summary>
    public static void Fail(this Activity span, Exception e)
    {
        span.SetStatus(ActivityStatusCode.Error, e.Message);
        span.SetTag(SyntheticTelemetry.Attributes.ErrorType, e.GetType().FullName);
        span.AddException(e);
    }
}
