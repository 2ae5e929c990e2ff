using OpenTelemetry.Proto.Resource.V1;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>Who sent it.</summary>
internal sealed record Source(string ServiceName, string? ServiceInstanceId, string? Location);

/// <summary>Reads the resource attributes that the records name.</summary>
internal static class ResourceReader
{
    private const string ServiceName = "service.name";
    private const string ServiceInstanceId = "service.instance.id";

    /// <summary>What the specification tells SDKs to use without a name.</summary>
    private const string Unknown = "unknown_service";

    public static Source Read(Resource? resource)
    {
        var attributes = AttributeReader.Read(resource?.Attributes ?? [], new HashSet<string>());
        return new Source(
            attributes.Text(ServiceName) is { Length: > 0 } name ? name : Unknown,
            attributes.Text(ServiceInstanceId),
            attributes.Text(SyntheticTelemetry.Attributes.LocationName));
    }
}
