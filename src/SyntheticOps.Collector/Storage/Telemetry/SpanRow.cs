namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A row of `spans`.</summary>
internal sealed record SpanRow
{
    public const string Columns = """
        trace_id as TraceId, span_id as SpanId, parent_span_id as ParentSpanId, name as Name, kind as Kind, start_nano as StartNano,
        end_nano as EndNano, is_error as IsError, status_message as StatusMessage, service_name as ServiceName,
        service_instance_id as ServiceInstanceId, location as Location, attributes as Attributes, events as Events
        """;

    public string TraceId { get; init; } = "";

    public string SpanId { get; init; } = "";

    public string? ParentSpanId { get; init; }

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public long StartNano { get; init; }

    public long EndNano { get; init; }

    public bool IsError { get; init; }

    public string? StatusMessage { get; init; }

    public string ServiceName { get; init; } = "";

    public string? ServiceInstanceId { get; init; }

    public string? Location { get; init; }

    public string Attributes { get; init; } = "{}";

    public string Events { get; init; } = "[]";

    public SpanRecord ToRecord() => new()
    {
        TraceId = TraceId,
        SpanId = SpanId,
        ParentSpanId = ParentSpanId,
        Name = Name,
        Kind = Kind,
        StartUnixNano = StartNano,
        EndUnixNano = EndNano,
        IsError = IsError,
        StatusMessage = StatusMessage,
        ServiceName = ServiceName,
        ServiceInstanceId = ServiceInstanceId,
        Location = Location,
        Attributes = AttributeJson.Read(Attributes),
        Events = EventJson.Read(Events),
    };
}
