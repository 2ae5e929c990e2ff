using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace SyntheticOps.Prober.Traffic;

/// <summary>
/// Keeps what the documents of a run tell of their web vitals, the last word of each. A page tells by itself, also when it is
/// left, so that nothing has to be asked of a page that may be busy for ever.
/// </summary>
internal sealed class VitalsWatch(RunTraffic traffic) : IPageFollower
{
    private const int MaximumDocuments = 50;

    /// <summary>A page that tells more often is not listened to any more.</summary>
    private const int MaximumTold = 2000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Told> _documents = new(StringComparer.Ordinal);
    private int _told;

    public IEnumerable<Task> Follow(ICDPSession session, bool isMain)
    {
        if (isMain)
        {
            session.On("Runtime.bindingCalled", message => Hear(session, message));
            yield return session.SendAsync("Runtime.addBinding", new() { ["name"] = WebVitals.Binding });
        }
    }

    /// <summary>Each document with the step that opened it.</summary>
    public IReadOnlyList<Told> Documents
    {
        get
        {
            lock (_gate)
            {
                return [.. _documents.Values];
            }
        }
    }

    private void Hear(ICDPSession session, JsonElement message)
    {
        if (message.Text("name") != WebVitals.Binding || WebVitals.Parse(message.Text("payload")) is not { Id.Length: > 0 } vitals)
        {
            return;
        }

        lock (_gate)
        {
            if (++_told == MaximumTold)
            {
                session.Tell("Runtime.disable");
            }

            if (_told > MaximumTold || vitals.Url is null or "about:blank")
            {
                return;
            }

            if (_documents.TryGetValue(vitals.Id, out var known))
            {
                _documents[vitals.Id] = known with { Vitals = vitals };
            }
            else if (_documents.Count < MaximumDocuments)
            {
                var (step, span) = traffic.CurrentStep;
                _documents[vitals.Id] = new Told(step, span, vitals);
            }
        }
    }

    /// <param name="Step">Index of the step in which the document first told something.</param>
    internal sealed record Told(int Step, Activity? Span, WebVitals Vitals);
}
