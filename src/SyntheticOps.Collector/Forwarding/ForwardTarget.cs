using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>The other OTLP back end (in the AppHost: the Aspire dashboard), from the collector's own OTEL_EXPORTER_OTLP_* variables.</summary>
internal sealed record ForwardTarget(Uri Endpoint, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Null when there is none.</summary>
    public static ForwardTarget? Read(IConfiguration configuration)
    {
        if (configuration[Names.Env.OtlpEndpoint] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        return Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ForwardTarget(uri, ParseHeaders(configuration[Names.Env.OtlpHeaders] ?? ""))
            : throw new StartupException(Names.ExitCodes.Configuration, $"{Names.Env.OtlpEndpoint} must be an http or https URL.");
    }

    public Uri For(string signal) => new(Endpoint, $"v1/{signal}");

    /// <summary>`x-otlp-api-key=KEY,other=a%20b` (OpenTelemetry's exporter specification).</summary>
    private static KeyValuePair<string, string>[] ParseHeaders(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0].Trim().Length > 0)
            .Select(pair => KeyValuePair.Create(pair[0].Trim(), Uri.UnescapeDataString(pair[1].Trim()))),
    ];
}
