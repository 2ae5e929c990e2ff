using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Keeps the row that a list of traces shows; call it for new spans only. A parentless span names the trace, else the earliest.</summary>
internal sealed class TraceUpdate(DbConnection connection, DbTransaction transaction) : IDisposable
{
    private readonly PreparedInsert _trace = new(connection, transaction, """
        insert into traces (trace_id, start_nano, end_nano, spans, errors, root_name, root_service, root_start_nano, has_root)
        values (@p0, @p1, @p2, 1, @p3, @p4, @p5, @p1, @p6)
        on conflict (trace_id) do update set
          start_nano = min(start_nano, excluded.start_nano),
          end_nano = max(end_nano, excluded.end_nano),
          spans = spans + 1,
          errors = errors + excluded.errors,
          root_name = iif((excluded.has_root, -excluded.root_start_nano) > (has_root, -root_start_nano), excluded.root_name, root_name),
          root_service = iif((excluded.has_root, -excluded.root_start_nano) > (has_root, -root_start_nano), excluded.root_service, root_service),
          root_start_nano = iif((excluded.has_root, -excluded.root_start_nano) > (has_root, -root_start_nano), excluded.root_start_nano, root_start_nano),
          has_root = max(has_root, excluded.has_root)
        """, parameters: 7);

    private readonly PreparedInsert _service = new(
        connection, transaction, "insert or ignore into trace_services (trace_id, service_name) values (@p0, @p1)", parameters: 2);

    private readonly HashSet<(string Trace, string Service)> _written = [];

    public void Add(SpanRecord span)
    {
        _trace.Execute(span.TraceId, span.StartUnixNano, span.EndUnixNano, span.IsError, span.Name, span.ServiceName, span.ParentSpanId is null);
        if (_written.Add((span.TraceId, span.ServiceName)))
        {
            _service.Execute(span.TraceId, span.ServiceName);
        }
    }

    public void Dispose()
    {
        _trace.Dispose();
        _service.Dispose();
    }
}
