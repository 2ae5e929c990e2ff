using System.Data.Common;
using System.Globalization;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Inserts log records; the same record again is left out.</summary>
internal sealed class LogInsert(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private readonly PreparedInsert _insert = new(connection, transaction, """
        insert or ignore into logs (record_key, time_nano, service_name, severity, body, event_name, trace_id, span_id, attributes)
        values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        """, parameters: 9);

    public void Insert(LogRecord log)
    {
        var attributes = AttributeJson.Write(log.Attributes);
        var time = log.TimeUnixNano.ToString(CultureInfo.InvariantCulture);
        var severity = log.SeverityNumber.ToString(CultureInfo.InvariantCulture);
        var key = ContentKey.Of(time, log.ServiceName, severity, log.Body, log.EventName, log.TraceId, log.SpanId, attributes);
        _insert.Execute(
            key, log.TimeUnixNano, log.ServiceName, log.SeverityNumber, log.Body, log.EventName, log.TraceId, log.SpanId, attributes);
    }

    public void Dispose() => _insert.Dispose();
}
