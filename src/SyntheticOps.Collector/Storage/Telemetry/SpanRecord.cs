namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>One span, keyed by (trace id, span id); the first write wins.</summary>
public sealed record SpanRecord
{
    /// <summary>32 lower-case hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 lower-case hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>Null for a root span.</summary>
    public string? ParentSpanId { get; init; }

    public required string Name { get; init; }

    /// <summary>internal, server, client, producer, consumer or unspecified.</summary>
    public required string Kind { get; init; }

    /// <summary>Nanoseconds since 1970, UTC.</summary>
    public required long StartUnixNano { get; init; }

    public required long EndUnixNano { get; init; }

    public bool IsError { get; init; }

    public string? StatusMessage { get; init; }

    public required string ServiceName { get; init; }

    public string? ServiceInstanceId { get; init; }

    /// <summary>`synthetic.location.name` of the resource.</summary>
    public string? Location { get; init; }

    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    public IReadOnlyList<SpanEventRecord> Events { get; init; } = [];

    public TimeSpan Duration => TimeSpan.FromTicks((EndUnixNano - StartUnixNano) / 100);

    public DateTimeOffset StartedAt => DateTimeOffset.UnixEpoch.AddTicks(StartUnixNano / 100);
}

public sealed record SpanEventRecord(string Name, long TimeUnixNano, AttributeSet Attributes);

/// <summary>One log record.</summary>
public sealed record LogRecord
{
    public required long TimeUnixNano { get; init; }

    public required string ServiceName { get; init; }

    /// <summary>OpenTelemetry severity number, 1 to 24.</summary>
    public int SeverityNumber { get; init; }

    public string Body { get; init; } = "";

    public string? EventName { get; init; }

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;
}

/// <summary>One number of a metric stream: gauge and sum as they are, a histogram as its sum and count.</summary>
public sealed record MetricPointRecord
{
    public required string Name { get; init; }

    public required string ServiceName { get; init; }

    public string? ServiceInstanceId { get; init; }

    public required long TimeUnixNano { get; init; }

    public double Value { get; init; }

    public long? Count { get; init; }

    public string? Unit { get; init; }

    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;
}

/// <summary>What one export request carries.</summary>
public sealed record TelemetryBatch
{
    public IReadOnlyList<SpanRecord> Spans { get; init; } = [];

    public IReadOnlyList<LogRecord> Logs { get; init; } = [];

    public IReadOnlyList<MetricPointRecord> Metrics { get; init; } = [];
}
