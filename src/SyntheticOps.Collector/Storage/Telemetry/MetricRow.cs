namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A row of `metric_points` (alias p).</summary>
internal sealed record MetricRow
{
    public const string Columns = """
        p.name as Name, p.time_nano as TimeNano, p.service_name as ServiceName, p.service_instance_id as ServiceInstanceId,
        p.value as Value, p.count as Count, p.unit as Unit, p.attributes as Attributes
        """;

    public string Name { get; init; } = "";

    public long TimeNano { get; init; }

    public string ServiceName { get; init; } = "";

    public string? ServiceInstanceId { get; init; }

    public double Value { get; init; }

    public long? Count { get; init; }

    public string? Unit { get; init; }

    public string Attributes { get; init; } = "{}";

    public MetricPointRecord ToRecord() => new()
    {
        Name = Name,
        TimeUnixNano = TimeNano,
        ServiceName = ServiceName,
        ServiceInstanceId = ServiceInstanceId,
        Value = Value,
        Count = Count,
        Unit = Unit,
        Attributes = AttributeJson.Read(Attributes),
    };
}
