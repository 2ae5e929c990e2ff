using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Web vitals of one document; milliseconds, except cls. Null where the browser has not measured it.</summary>
internal sealed record WebVitals(string Id, double? Lcp, double? Fcp, double? Cls, double? Ttfb)
{
    /// <summary>Observes from the document's start. The layout shift is the largest session window: gaps under 1 s, at most 5 s.</summary>
    public const string Script = """
        (() => {
          if (window !== window.top) return;
          const v = { id: String(performance.timeOrigin), lcp: null, fcp: null, cls: 0, ttfb: null };
          let sum = 0, first = 0, last = 0;
          const watch = (type, see) => { try { new PerformanceObserver(list => list.getEntries().forEach(see)).observe({ type, buffered: true }); } catch {} };
          watch('largest-contentful-paint', e => { v.lcp = e.startTime; });
          watch('paint', e => { if (e.name === 'first-contentful-paint') v.fcp = e.startTime; });
          watch('navigation', e => { v.ttfb = e.responseStart; });
          watch('layout-shift', e => {
            if (e.hadRecentInput) return;
            if (e.startTime - last < 1000 && e.startTime - first < 5000) { sum += e.value; } else { sum = e.value; first = e.startTime; }
            last = e.startTime;
            v.cls = Math.max(v.cls, sum);
          });
          Object.defineProperty(window, '__synopsVitals', { value: () => JSON.stringify(v) });
        })();
        """;

    private static readonly TimeSpan ReadTime = TimeSpan.FromMilliseconds(500);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What is known now; null when the page does not answer.</summary>
    public static async Task<WebVitals?> ReadAsync(IPage page, Deadline deadline)
    {
        try
        {
            var text = await deadline.Within(ReadTime).OfAsync(page.EvaluateAsync<string?>("() => window.__synopsVitals?.() ?? null"));
            return text is { Length: < 1000 } ? JsonSerializer.Deserialize<WebVitals>(text, Json) : null;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or JsonException)
        {
            return null;
        }
    }

    public double? Of(string name) => name switch
    {
        "lcp" => Lcp,
        "fcp" => Fcp,
        "cls" => Cls,
        _ => Ttfb,
    };

    /// <summary>One `browser.web_vital` event each.</summary>
    public void Write(Activity? span)
    {
        foreach (var (name, good, poor) in Bounds)
        {
            if (Of(name) is { } value && double.IsFinite(value))
            {
                span?.AddEvent(new ActivityEvent(SyntheticTelemetry.Events.WebVital, tags: new ActivityTagsCollection
                {
                    [SyntheticTelemetry.Attributes.WebVitalName] = name,
                    [SyntheticTelemetry.Attributes.WebVitalValue] = value,
                    [SyntheticTelemetry.Attributes.WebVitalDelta] = value,
                    [SyntheticTelemetry.Attributes.WebVitalId] = Id,
                    [SyntheticTelemetry.Attributes.WebVitalRating] = value <= good ? "good" : value <= poor ? "needs-improvement" : "poor",
                }));
            }
        }
    }

    /// <summary>Good and poor at the 75th percentile (web.dev).</summary>
    private static readonly (string Name, double Good, double Poor)[] Bounds =
        [("lcp", 2500, 4000), ("fcp", 1800, 3000), ("cls", 0.1, 0.25), ("ttfb", 800, 1800)];
}
