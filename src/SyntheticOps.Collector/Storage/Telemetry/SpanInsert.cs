using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Inserts spans; one that is stored already is left as it is.</summary>
internal sealed class SpanInsert(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private readonly PreparedInsert _insert = new(connection, transaction, """
        insert or ignore into spans (trace_id, span_id, parent_span_id, name, kind, start_nano, end_nano, is_error, status_message,
          service_name, service_instance_id, location, attributes, events)
        values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
        """, parameters: 14);

    /// <returns>Whether it is new.</returns>
    public bool Insert(SpanRecord span) => _insert.Execute(
        span.TraceId,
        span.SpanId,
        span.ParentSpanId,
        span.Name,
        span.Kind,
        span.StartUnixNano,
        span.EndUnixNano,
        span.IsError,
        span.StatusMessage,
        span.ServiceName,
        span.ServiceInstanceId,
        span.Location,
        AttributeJson.Write(span.Attributes),
        EventJson.Write(span.Events)) > 0;

    public void Dispose() => _insert.Dispose();
}
