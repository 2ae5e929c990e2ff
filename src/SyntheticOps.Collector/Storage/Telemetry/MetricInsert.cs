using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Inserts metric points; the same point of a stream again is left out.</summary>
internal sealed class MetricInsert(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private readonly PreparedInsert _insert = new(connection, transaction, """
        insert or ignore into metric_points (name, stream, time_nano, service_name, service_instance_id, value, count, unit, attributes)
        values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        """, parameters: 9);

    public void Insert(MetricPointRecord point)
    {
        var attributes = AttributeJson.Write(point.Attributes);
        _insert.Execute(
            point.Name,
            ContentKey.Of(point.ServiceName, point.ServiceInstanceId, attributes),
            point.TimeUnixNano,
            point.ServiceName,
            point.ServiceInstanceId,
            double.IsFinite(point.Value) ? point.Value : 0d,
            point.Count,
            point.Unit,
            attributes);
    }

    public void Dispose() => _insert.Dispose();
}
