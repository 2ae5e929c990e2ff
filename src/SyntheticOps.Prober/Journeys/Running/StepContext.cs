using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>What acts and expectations of one step work with.</summary>
internal sealed class StepContext(JourneySession session, JourneyStep step, Deadline run)
{
    private const int LongestQuote = 80;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(2);

    /// <summary>Closer to the run's end than Playwright's own time-out stops before ours.</summary>
    private static readonly TimeSpan AlmostOver = TimeSpan.FromMilliseconds(200);

    public JourneySession Session { get; } = session;

    public JourneyStep Step { get; } = step;

    /// <summary>The page, or the window of a `popup` step.</summary>
    public IPage Page { get; private set; } = session.Page;

    /// <summary>Where the step's elements are looked for: its page, or a frame of it.</summary>
    public Finder Root { get; private set; } = Finders.Of(session.Page);

    /// <summary>The act or expectation that is the last one so far.</summary>
    public Place? At { get; set; } = step.Place;

    /// <summary>Its `if-present` was not there.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>Answers that the page got during the step; null when no variable is set from one.</summary>
    public PageAnswers? Answers { get; set; }

    public Site Site => Session.Run.Site;

    /// <summary>End of the step.</summary>
    public Deadline Deadline { get; } = run.Within(step.Timeout ?? DefaultTimeout(session.RunLimit));

    public bool RunIsOver => run.Left < AlmostOver;

    /// <summary>For a look at the page after the step failed: what the run has left, and a moment.</summary>
    public Deadline Look() => new(run.Clock, run.Left + AlmostOver < LookTime ? run.Left + AlmostOver : LookTime, CancellationToken.None);

    /// <summary>The requests that began in this step.</summary>
    public IReadOnlyList<TrackedRequest> Requests => Session.Traffic.OfStep(Step.Index);

    public Task<TrackedRequest> BrokenPage { get; } = session.Traffic.BrokenPage;

    /// <summary>The step's limit in words: `15 s`.</summary>
    public Saying Seconds => Saying.Seconds(Deadline.Limit);

    /// <summary>15 s, but never more than half of what all steps have: the verdict is then about the step, not about the run.</summary>
    internal static TimeSpan DefaultTimeout(TimeSpan runLimit) =>
        TimeSpan.FromSeconds(Math.Min(15, runLimit.TotalSeconds / 2));

    /// <summary>The text with its variables, secrets included: for the page, never for a message.</summary>
    public string Resolve(Template template) => Session.Resolve(template);

    /// <summary>Goes to the window and the frame of the step; a fault when there is no such window in time.</summary>
    public async Task<StepFault?> EnterAsync()
    {
        Session.Front = Session.Page;
        if (Step.Popup is { } popup)
        {
            while (!TryPopup(popup))
            {
                if (Deadline.IsOver)
                {
                    return new(Reasons.StepFailed, popup.Address is { } address ? Saying.Of("no-window-at", Redact(Resolve(address)), Seconds) : Saying.Of("no-window", Seconds));
                }

                await Deadline.PauseAsync(LookEvery);
            }

            Session.Front = Page;
            await Deadline.OfEventAsync(timeout => Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded, new() { Timeout = timeout }));
        }

        if (Step.Frame is { } frame)
        {
            Root = Finders.Of(frame.Find(this, Root).ContentFrame);
        }

        return null;
    }

    /// <summary>The newest window at that address; else a frame at it, as a payment form from elsewhere is one.</summary>
    private bool TryPopup(PopupChoice popup)
    {
        var glob = popup.Address is { } address ? Resolve(address) : null;
        var window = Session.Page.Context.Pages.LastOrDefault(page => page != Session.Page && !page.IsClosed && IsAt(page.Url, glob));
        if (window is not null)
        {
            (Page, Root) = (window, Finders.Of(window));
            return true;
        }

        var frame = glob is null ? null : Session.Page.Frames.LastOrDefault(frame => frame != Session.Page.MainFrame && IsAt(frame.Url, glob));
        Root = frame is null ? Root : Finders.Of(frame);
        return frame is not null;
    }

    private static bool IsAt(string url, string? glob) =>
        glob is null || (Uri.TryCreate(url, UriKind.Absolute, out var address) && UrlGlob.Matches(glob, address));

    public string Redact(string text) => Session.Redactor.Redact(text);

    /// <summary>In quotes, shortened, without secrets.</summary>
    public Saying Quote(string text)
    {
        text = Redact(text).ReplaceLineEndings(" ").Trim();
        return Saying.Of("quoted", text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "…") : text);
    }

    /// <summary>The fault of a page that cannot be waited on.</summary>
    public StepFault BrokenPageFault()
    {
        var request = BrokenPage.Result;
        return request.Error is { } error ? Unreached(request.Url, error) : new(Reasons.ResponseStatus, request.Words.With(Redact));
    }

    /// <summary>The fault of a request that got no answer.</summary>
    public StepFault Unreached(Uri url, string error)
    {
        if (Session.Proxy.FailureOf(url) is { } failure)
        {
            return new(failure.Reason, failure.Words.With(Redact), IsWhole: true);
        }

        var reason = NetErrors.ReasonOf(error) ?? Reasons.StepFailed;
        return new(reason, Saying.Of("not-loaded", Redact(SafeUrl.Full(url)), NetErrors.Words(reason)), IsWhole: true);
    }
}
