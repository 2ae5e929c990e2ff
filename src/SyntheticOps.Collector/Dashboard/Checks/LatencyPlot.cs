using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>Geometry of the latency chart: scale, gaps and incidents in percent of its box. Pure.</summary>
public sealed class LatencyPlot
{
    private readonly SlotSeries _series;

    public LatencyPlot(SlotSeries series)
    {
        _series = series;
        P95 = [.. series.Slots.Select(slot => slot.P95)];
        P50 = [.. series.Slots.Select(slot => slot.P50)];
        var sorted = P95.OfType<double>().Order().ToList();
        Top = LinePath.NiceTop(sorted.Count == 0 ? 0 : sorted[(sorted.Count - 1) * 99 / 100]);
    }

    public IReadOnlyList<double?> P95 { get; }

    public IReadOnlyList<double?> P50 { get; }

    /// <summary>Seconds at the upper edge: a nice number above the 99th percentile.</summary>
    public double Top { get; }

    public bool IsEmpty => P95.All(value => value is null);

    /// <summary>Spans of slots without a run between or after slots with one.</summary>
    public IEnumerable<(double X, double Width)> Gaps
    {
        get
        {
            var steps = Math.Max(1, P95.Count - 1);
            for (var i = 0; i < P95.Count; i++)
            {
                if (P95[i] is not null)
                {
                    continue;
                }

                var start = i;
                while (i + 1 < P95.Count && P95[i + 1] is null)
                {
                    i++;
                }

                var from = Math.Max(0, start - 1);
                yield return (100d * from / steps, 100d * (Math.Min(i + 1, steps) - from) / steps);
            }
        }
    }

    /// <summary>Where an incident lies; null when it is outside the chart.</summary>
    public (double X, double Width)? PlaceOf(Incident incident, DateTimeOffset now)
    {
        var length = _series.Step * Math.Max(1, _series.Slots.Count - 1);
        var from = Math.Clamp((incident.FirstFailureAt - _series.From) / length, 0, 1);
        var to = Math.Clamp(((incident.ResolvedAt ?? now) - _series.From) / length, 0, 1);
        return to <= 0 || from >= 1 ? null : (100 * from, Math.Max(0.4, 100 * (to - from)));
    }
}
