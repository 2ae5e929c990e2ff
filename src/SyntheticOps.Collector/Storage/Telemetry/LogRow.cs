namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A row of `logs`.</summary>
internal sealed record LogRow
{
    public const string Columns = """
        time_nano as TimeNano, service_name as ServiceName, severity as Severity, body as Body, event_name as EventName,
        trace_id as TraceId, span_id as SpanId, attributes as Attributes
        """;

    public long TimeNano { get; init; }

    public string ServiceName { get; init; } = "";

    public int Severity { get; init; }

    public string Body { get; init; } = "";

    public string? EventName { get; init; }

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    public string Attributes { get; init; } = "{}";

    public LogRecord ToRecord() => new()
    {
        TimeUnixNano = TimeNano,
        ServiceName = ServiceName,
        SeverityNumber = Severity,
        Body = Body,
        EventName = EventName,
        TraceId = TraceId,
        SpanId = SpanId,
        Attributes = AttributeJson.Read(Attributes),
    };
}
