using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Export to the Aspire dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Adds nothing here: without Aspire there is no dashboard, so OTEL_* stay as the AppHost's own environment has them.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment => Enum.IsDefined(protocol)
            ? builder
            : throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Unknown OTLP protocol.");
}
