using System.Net;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Decoding;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>
/// The collector's own telemetry: the standard exporter writes it, and instead of the network its body goes to the ingest
/// of this process. So it is stored and forwarded like everybody's, and there is no second serializer.
/// </summary>
internal static class OwnTelemetry
{
    private const string Traces = "traces";
    private const string Metrics = "metrics";
    private const string Logs = "logs";

    private static readonly Uri Nowhere = new("http://collector.invalid/");

    public static void Add(IHostApplicationBuilder builder)
    {
        foreach (var signal in (string[])[Traces, Metrics, Logs])
        {
            builder.Services.AddOptions<OtlpExporterOptions>(signal).Configure<IServiceProvider>((options, services) =>
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.Endpoint = new Uri(Nowhere, $"v1/{signal}");
                options.HttpClientFactory = () => new HttpClient(new IngestHandler(signal, services));
            });
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(builder.Configuration[Names.Env.ServiceName]))
                {
                    resource.AddService("collector");
                }
            })
            .WithTracing(tracing => tracing.AddProcessor(new IngestSpanFilter()).AddOtlpExporter(Traces, configure: null))
            .WithMetrics(metrics => metrics.AddOtlpExporter(Metrics, (Action<OtlpExporterOptions>?)null));
        builder.Services.ConfigureOpenTelemetryLoggerProvider(logging => logging.AddOtlpExporter(Logs, configureExporter: null));
    }

    /// <summary>Answers as the network would. The ingest is looked up late: its store logs, and this is where logs go.</summary>
    private sealed class IngestHandler(string signal, IServiceProvider services) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            SendAsync(request, cancellationToken).GetAwaiter().GetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
                var receiver = services.GetServices<IOtlpReceiver>().First(receiver => receiver.Signal == signal);
                var result = await services.GetRequiredService<OtlpIngest>().AcceptAsync(receiver, OtlpEncoding.Protobuf, body, cancellationToken);
                return new HttpResponseMessage((HttpStatusCode)(result.Refusal?.HttpStatus ?? StatusCodes.Status200OK));
            }
            catch (ObjectDisposedException)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            }
        }
    }
}
