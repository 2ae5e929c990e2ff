using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>
/// The telemetry of runs: a provider of its own, always sampled, whose exporter writes into the spool. A sampling ratio or
/// a lost connection of the service's other telemetry never loses a run.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    private readonly TracerProvider _provider;
    private readonly RunExport _export;
    private readonly SpoolHandler? _handler;

    public RunTelemetry(string service, RunnerSettings settings, Spool? spool, TimeProvider clock)
    {
        _handler = spool is null ? null : new SpoolHandler(spool, clock);
        _export = new RunExport(_handler is null ? new NoExporter() : new OtlpTraceExporter(new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri("http://spool.invalid/v1/traces"),
            HttpClientFactory = () => new HttpClient(_handler, disposeHandler: false),
        }));
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource.AddService(
                service, serviceVersion: RunSource.Version).AddEnvironmentVariableDetector(), settings.Location))
            .SetSampler(new AlwaysOnSampler())
            .AddSource(SyntheticTelemetry.RunSource)
            .AddProcessor(_export)
            .Build();
    }

    /// <summary>Adds where the probe stands; OTEL_RESOURCE_ATTRIBUTES stay as they are.</summary>
    public static ResourceBuilder Describe(ResourceBuilder resource, string location) =>
        resource.AddAttributes([new(SyntheticTelemetry.Attributes.LocationName, location)]);

    /// <summary>Starts the root span of a run whose id is already known.</summary>
    public Activity Start(ActivityTraceId run, DateTimeOffset startedAt, RunRedaction redaction)
    {
        _export.Begin(run, redaction);
        return RunSource.Instance.StartActivity(
            SyntheticTelemetry.Spans.Check,
            ActivityKind.Internal,
            new ActivityContext(run, default, ActivityTraceFlags.Recorded),
            startTime: startedAt) ?? throw new InvalidOperationException("The run source has no listener.");
    }

    /// <summary>Ends the root span, keeps the whole run durably and returns its other spans.</summary>
    /// <param name="whenKept">Done when the root is on disk and before it can be sent: what is sent must not be told as aborted after a kill.</param>
    public IReadOnlyList<Activity> Complete(Activity root, Action? whenKept = null)
    {
        root.Stop();
        Activity[] children = [.. _export.Take(root.TraceId).Where(span => span != root)];
        _export.Export(children, root, holdsRoot =>
        {
            _handler?.RunId = root.TraceId.ToHexString();
            _handler?.Check = root.GetTagItem(SyntheticTelemetry.Attributes.CheckName) as string ?? "";
            _handler?.IsGood = root.GetTagItem(SyntheticTelemetry.Attributes.Outcome) as string == Outcome.Up.Word();
            _handler?.WhenKept = holdsRoot ? whenKept : null;
        });
        return children;
    }

    public void Dispose()
    {
        _provider.Dispose();
        _handler?.Dispose();
    }
}
