using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Checks.Spooling;

/// <summary>Where runs and artifacts go, and the headers they carry. Read from the environment at each start: the spool holds no key.</summary>
internal sealed record OtlpTarget(Uri Traces, Uri Artifacts, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    /// <summary>Null when no OTLP endpoint is configured: then results stay local.</summary>
    public static OtlpTarget? From(IConfiguration configuration)
    {
        var endpoint = configuration[Names.Env.OtlpEndpoint]?.Trim();
        if (string.IsNullOrEmpty(endpoint))
        {
            return null;
        }

        var traces = configuration[TracesEndpoint]?.Trim();
        if (string.IsNullOrEmpty(traces) && configuration[Names.Env.OtlpProtocol] is "grpc")
        {
            throw new StartupException(
                Names.ExitCodes.Configuration,
                $"{Names.Env.OtlpProtocol}=grpc: runs are sent by http/protobuf. Set it to http/protobuf with the collector's otlp port, or set {TracesEndpoint}.");
        }

        var root = endpoint.TrimEnd('/');
        var artifacts = configuration[Names.Env.ArtifactsUrl]?.Trim().TrimEnd('/') is { Length: > 0 } given ? given : root;
        return new OtlpTarget(
            Url(string.IsNullOrEmpty(traces) ? root + "/v1/traces" : traces, Names.Env.OtlpEndpoint),
            Url(artifacts + Names.Routes.Artifacts + "/", Names.Env.ArtifactsUrl),
            ParseHeaders(configuration[Names.Env.OtlpHeaders] ?? ""));
    }

    /// <summary>`key=value,key=value`, values percent-encoded (OTLP exporter specification).</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> ParseHeaders(string text) => [.. text
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts is [{ Length: > 0 }, _])
        .Select(parts => KeyValuePair.Create(parts[0], Uri.UnescapeDataString(parts[1])))];

    private static Uri Url(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw new StartupException(Names.ExitCodes.Configuration, $"{name}: an absolute http or https URL is expected.");
}
