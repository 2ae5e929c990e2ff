using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Web vitals of one document; milliseconds, except cls. Null where the browser has not measured it.</summary>
internal sealed record WebVitals(string Id, double? Lcp, double? Fcp, double? Cls, double? Ttfb)
{
    /// <summary>The slowest interaction of at least 16 ms; a page has fewer than 50 in a journey, so none is left out.</summary>
    public double? Inp { get; init; }

    /// <summary>The document, as the page itself says.</summary>
    public string? Url { get; init; }

    /// <summary>Name of the function through which a page tells its vitals.</summary>
    public const string Binding = "__synopsTell";

    /// <summary>
    /// Observes from the document's start and tells every change. The layout shift is the largest session window: gaps under
    /// 1 s, at most 5 s. The first observers see what was painted before them.
    /// </summary>
    public const string Script = """
        (() => {
          if (window !== window.top) return;
          const tell = window.__synopsTell;
          delete window.__synopsTell;
          const v = { id: String(performance.timeOrigin), url: location.href.slice(0, 500), lcp: null, fcp: null, cls: 0, ttfb: null, inp: null };
          let sum = 0, first = 0, last = 0, due = false;
          const send = () => { due = false; try { tell?.(JSON.stringify(v)); } catch {} };
          const changed = () => { if (!due) { due = true; queueMicrotask(send); } };
          const watch = (type, see, more) => { try { new PerformanceObserver(list => { list.getEntries().forEach(see); changed(); }).observe({ type, buffered: true, ...more }); } catch {} };
          watch('largest-contentful-paint', e => { v.lcp = e.startTime; });
          watch('paint', e => { if (e.name === 'first-contentful-paint') v.fcp = e.startTime; });
          watch('navigation', e => { v.ttfb = e.responseStart; });
          watch('event', e => { if (e.interactionId) v.inp = Math.max(v.inp ?? 0, e.duration); }, { durationThreshold: 16 });
          watch('first-input', e => { v.inp = Math.max(v.inp ?? 0, e.duration); });
          watch('layout-shift', e => {
            if (e.hadRecentInput) return;
            if (e.startTime - last < 1000 && e.startTime - first < 5000) { sum += e.value; } else { sum = e.value; first = e.startTime; }
            last = e.startTime;
            v.cls = Math.max(v.cls, sum);
          });
          addEventListener('pagehide', send, { capture: true });
          Object.defineProperty(window, '__synopsVitals', { value: () => JSON.stringify(v) });
          send();
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
            return Parse(text);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What a page told; null for anything else.</summary>
    public static WebVitals? Parse(string? text)
    {
        try
        {
            return text is { Length: < 2000 } ? JsonSerializer.Deserialize<WebVitals>(text, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public double? Of(string name) => name switch
    {
        "lcp" => Lcp,
        "fcp" => Fcp,
        "cls" => Cls,
        "inp" => Inp,
        _ => Ttfb,
    };

    /// <summary>One `browser.web_vital` event each.</summary>
    public void Write(Activity? span, Redactor redactor)
    {
        var url = Uri.TryCreate(Url, UriKind.Absolute, out var document) ? redactor.Redact(SafeUrl.Full(document)) : null;
        foreach (var (name, good, poor) in Bounds)
        {
            if (Of(name) is { } value && double.IsFinite(value))
            {
                span?.AddEvent(new ActivityEvent(SyntheticTelemetry.Events.WebVital, tags: new ActivityTagsCollection
                {
                    [SyntheticTelemetry.Attributes.WebVitalName] = name,
                    [SyntheticTelemetry.Attributes.WebVitalValue] = value,
                    [SyntheticTelemetry.Attributes.WebVitalDelta] = value,
                    [SyntheticTelemetry.Attributes.WebVitalId] = redactor.Redact(Id),
                    [SyntheticTelemetry.Attributes.WebVitalRating] = value <= good ? "good" : value <= poor ? "needs-improvement" : "poor",
                    [SyntheticTelemetry.Attributes.DocumentUrl] = url,
                }));
            }
        }
    }

    /// <summary>Good and poor at the 75th percentile (web.dev).</summary>
    private static readonly (string Name, double Good, double Poor)[] Bounds =
        [("lcp", 2500, 4000), ("inp", 200, 500), ("cls", 0.1, 0.25), ("fcp", 1800, 3000), ("ttfb", 800, 1800)];
}
