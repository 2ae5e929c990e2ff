using System.Globalization;
using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>What acts and expectations of one step work with.</summary>
internal sealed class StepContext(JourneySession session, JourneyStep step, Deadline run)
{
    private const int LongestQuote = 80;

    /// <summary>Closer to the run's end than Playwright's own time-out stops before ours.</summary>
    private static readonly TimeSpan AlmostOver = TimeSpan.FromMilliseconds(200);

    public JourneySession Session { get; } = session;

    public JourneyStep Step { get; } = step;

    public IPage Page => Session.Page;

    public Site Site => Session.Run.Site;

    /// <summary>End of the step.</summary>
    public Deadline Deadline { get; } = run.Within(step.Timeout ?? DefaultTimeout(session.RunLimit));

    public bool RunIsOver => run.Left < AlmostOver;

    /// <summary>The requests that began in this step.</summary>
    public IReadOnlyList<TrackedRequest> Requests => Session.Traffic.OfStep(Step.Index);

    public Task<TrackedRequest> BrokenPage { get; } = session.Traffic.BrokenPage;

    /// <summary>The step's limit in words: `15 s`.</summary>
    public string Seconds => Words(Deadline.Limit);

    /// <summary>15 s, but never more than half of what all steps have: the verdict is then about the step, not about the run.</summary>
    internal static TimeSpan DefaultTimeout(TimeSpan runLimit) =>
        TimeSpan.FromSeconds(Math.Min(15, runLimit.TotalSeconds / 2));

    public static string Words(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    /// <summary>The text with its variables, secrets included: for the page, never for a message.</summary>
    public string Resolve(Template template) => template.Resolve(Session.Values);

    public string Redact(string text) => Session.Redactor.Redact(text);

    /// <summary>In quotes, shortened, without secrets.</summary>
    public string Quote(string text)
    {
        text = Redact(text).ReplaceLineEndings(" ").Trim();
        return $"'{(text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "…") : text)}'";
    }

    /// <summary>The fault of a page that cannot be waited on.</summary>
    public StepFault BrokenPageFault()
    {
        var request = BrokenPage.Result;
        var sentence = Redact(request.Sentence);
        return request.Error is { } error ? Unreached(request.Url, error) : new(Reasons.ResponseStatus, sentence);
    }

    /// <summary>The fault of a request that got no answer.</summary>
    public StepFault Unreached(Uri url, string error)
    {
        if (Session.Proxy.FailureOf(url) is { } failure)
        {
            return new(failure.Reason, Redact(failure.Message.TrimEnd('.')), IsWhole: true);
        }

        var reason = NetErrors.ReasonOf(error) ?? Reasons.StepFailed;
        return new(reason, $"{Redact(SafeUrl.Full(url))} was not loaded: {NetErrors.Words(reason)}", IsWhole: true);
    }
}
