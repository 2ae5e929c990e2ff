using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard;
using SyntheticOps.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>The access log: one OTLP log record a request, with the names of OpenTelemetry, without query and with a shortened address.</summary>
internal sealed class AccessLog(IOptions<AccessOptions> options, ILoggerFactory loggers)
{
    /// <summary>Category; it goes to OTLP only, never to the console.</summary>
    public const string Category = "SyntheticOps.Gateway.Access";

    private const int MaximumPath = 500;

    private readonly AccessOptions _options = options.Value;
    private readonly ILogger _log = loggers.CreateLogger(Category);

    public void Write(HttpContext context, TimeSpan took, double ratio)
    {
        if (!_options.Log)
        {
            return;
        }

        var request = context.Request;
        var path = request.Path.Value ?? "/";
        path = path.Length > MaximumPath ? path[..MaximumPath] : path;
        List<KeyValuePair<string, object?>> attributes =
        [
            new(SyntheticTelemetry.Attributes.HttpRequestMethod, request.Method),
            new(SyntheticTelemetry.Attributes.UrlPath, path),
            new(SyntheticTelemetry.Attributes.ServerAddress, request.Host.Host),
            new(SyntheticTelemetry.Attributes.HttpResponseStatusCode, context.Response.StatusCode),
            new(SyntheticTelemetry.Attributes.ClientAddress, Shown(context.Connection.RemoteIpAddress)),
            new(SyntheticTelemetry.Attributes.RequestDuration, took.TotalSeconds),
        ];
        if (context.Features.Get<IReverseProxyFeature>() is { } proxy)
        {
            attributes.Add(new(SyntheticTelemetry.Attributes.GatewayRoute, proxy.Route.Config.RouteId));
        }

        if (context.Features.Get<Refusal>() is { } refusal)
        {
            attributes.Add(new(SyntheticTelemetry.Attributes.RefusalReason, refusal.Reason));
        }

        if (ratio < 1)
        {
            attributes.Add(new(SyntheticTelemetry.Attributes.SamplingRatio, ratio));
        }

        _log.Log(
            LogLevel.Information, new EventId(1, SyntheticTelemetry.Events.Access), attributes, null,
            static (all, _) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{all[0].Value} {all[1].Value} {all[3].Value}"));
    }

    /// <summary>Enough to tell networks apart, not people: 203.0.113.0, 2001:db8:1::.</summary>
    private string? Shown(IPAddress? address)
    {
        if (address is null || _options.FullAddresses)
        {
            return address?.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        bytes[(address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6)..length].Clear();
        return new IPAddress(bytes[..length]).ToString();
    }
}
