using System.Diagnostics;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Traffic;

/// <summary>All requests of a run: their spans, and what a verdict asks about them.</summary>
internal sealed class RunTraffic(Site site, Redactor redactor, TimeProvider clock)
{
    /// <summary>Request spans that a run sends; documents and failures go first, then own requests.</summary>
    internal const int MaximumSpans = 60;

    /// <summary>Requests that are followed one by one; of a request storm the rest passes unrecorded.</summary>
    private const int MaximumTracked = 1000;

    /// <summary>So many requests within <see cref="StormTime"/> of the browser's clock are a storm: no shop's page asks like that, and the driver chokes on it (measured).</summary>
    internal const int StormRequests = 5000;

    private static readonly TimeSpan StormTime = TimeSpan.FromSeconds(30);

    /// <summary>How Chromium calls an answer of 400 or more with an empty body; its status says more.</summary>
    private const string AnsweredWithoutBody = "net::ERR_HTTP_RESPONSE_CODE_FAILURE";

    private readonly Lock _gate = new();
    private readonly List<TrackedRequest> _requests = [];
    private TaskCompletionSource<TrackedRequest> _brokenPage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActivityContext _parent;
    private int _step;
    private Activity? _stepSpan;
    private bool _completed;
    private int _counted;
    private double _countedSince;

    /// <summary>What a gateway said in Synops-Maintenance; null when none did.</summary>
    public bool? Maintenance { get; set; }

    /// <summary>Ends when, in this step, a page of ours was answered with 500 or more: waiting for its elements is idle.</summary>
    public Task<TrackedRequest> BrokenPage => _brokenPage.Task;

    /// <summary>Completes when the pages of the run ask without end; the run cannot go on.</summary>
    public TaskCompletionSource Storm { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsStorm => Storm.Task.IsCompleted;

    /// <summary>Counts a request that the browser announced at that second of its clock.</summary>
    public void Count(double at)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            if (_counted++ == 0)
            {
                _countedSince = at;
            }

            if (_counted > StormRequests)
            {
                _counted = 0;
                if (at - _countedSince < StormTime.TotalSeconds)
                {
                    Storm.TrySetResult();
                }
            }
        }
    }

    /// <summary>Requests from now on belong to that step.</summary>
    public void BeginStep(int index, Activity? span)
    {
        lock (_gate)
        {
            (_step, _stepSpan) = (index, span);
            _parent = span?.Context ?? default;
            _brokenPage = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>A request begins; null when too many did.</summary>
    public TrackedRequest? Begin(Uri url, string method, string type, bool isPage)
    {
        lock (_gate)
        {
            if (_requests.Count >= MaximumTracked || _completed)
            {
                return null;
            }

            var isOwn = site.IsOwn(url);
            var request = new TrackedRequest
            {
                Url = url,
                Method = method,
                Type = type,
                IsOwn = isOwn,
                IsPage = isPage,
                Step = _step,
                StartedAt = clock.GetUtcNow(),
                Span = StartSpan(url, method, isOwn),
            };
            _requests.Add(request);
            return request;
        }
    }

    /// <summary>The browser announced the request.</summary>
    public void Announced(TrackedRequest request, double clock, DateTimeOffset startedAt, string? initiator)
    {
        lock (_gate)
        {
            (request.Clock, request.StartedAt) = (clock, startedAt);
            request.Initiator = initiator is null ? null : redactor.Redact(initiator);
        }
    }

    /// <summary>A request is over, answered or not.</summary>
    public void End(TrackedRequest request, int? status, string? error, TimeSpan? duration, long? size = null, double? endedAt = null)
    {
        lock (_gate)
        {
            request.Size ??= size;
            if (request.Phases is { Transfer: null } phases && endedAt is { } ended && error is null)
            {
                request.Phases = phases with { Transfer = Math.Max(0, ended - phases.HeadAt) };
            }

            request.Status ??= status;
            request.Error ??= error is null or AnsweredWithoutBody ? null : redactor.Redact(error);
            request.Duration ??= duration ?? clock.GetUtcNow() - request.StartedAt;
            Judge(request);
        }
    }

    /// <summary>The head of an answer arrived.</summary>
    public void Answered(TrackedRequest request, int status, string? protocol, RequestPhases? phases = null)
    {
        lock (_gate)
        {
            request.Phases ??= phases;
            request.Status = status;
            request.Protocol = protocol;
            Judge(request);
        }
    }

    /// <summary>Every request that was followed, in order.</summary>
    public IReadOnlyList<TrackedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The step that is going on; 0 before the first.</summary>
    public (int Index, Activity? Span) CurrentStep
    {
        get
        {
            lock (_gate)
            {
                return (_step, _stepSpan);
            }
        }
    }

    public IReadOnlyList<TrackedRequest> OfStep(int index)
    {
        lock (_gate)
        {
            return [.. _requests.Where(request => request.Step == index)];
        }
    }

    /// <summary>Longest own page of a step that was answered; null when it opened none.</summary>
    public TimeSpan? SlowestPage(int index) =>
        OfStep(index).Where(request => request.IsPage && request.IsOwn && request.Error is null).Max(request => request.Duration);

    /// <summary>The own request that explains a failed step best: a document or an API call before a picture, the first of them.</summary>
    public TrackedRequest? FirstFailure(int index) => OfStep(index)
        .Where(request => request.IsOwn && (request.Status >= 400 || request.Error is not (null or "net::ERR_ABORTED")))
        .OrderByDescending(request => request.Type is "Document" or "Fetch" or "XHR" or "Request")
        .FirstOrDefault();

    /// <summary>Ends all spans and keeps the ones that tell most. Before the root span ends.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            var ranked = _requests.Where(request => request.Span is not null).OrderBy(Rank).ToList();
            for (var i = 0; i < ranked.Count; i++)
            {
                RequestSpan.Finish(ranked[i], redactor, keep: i < MaximumSpans, now: clock.GetUtcNow());
            }
        }
    }

    private static int Rank(TrackedRequest request) => request switch
    {
        { IsDocument: true } or { Type: "Request" } => 0,
        { IsFailure: true } => 1,
        { IsOwn: true } => 2,
        _ => 3,
    };

    private void Judge(TrackedRequest request)
    {
        if (request is { IsPage: true, IsOwn: true } and ({ Status: >= 500 } or { Error: not null and not "net::ERR_ABORTED" }) && request.Step == _step)
        {
            _brokenPage.TrySetResult(request);
        }
    }

    private Activity? StartSpan(Uri url, string method, bool isOwn)
    {
        var before = Activity.Current;
        var span = RunSource.Instance.StartActivity(method, ActivityKind.Client, _parent);
        Activity.Current = before;
        span?.SetTag(SyntheticTelemetry.Attributes.HttpRequestMethod, method)
            .SetTag(SyntheticTelemetry.Attributes.UrlFull, redactor.Redact(SafeUrl.Full(url)))
            .SetTag(SyntheticTelemetry.Attributes.ServerAddress, url.IdnHost)
            .SetTag(SyntheticTelemetry.Attributes.ServerPort, url.Port)
            .SetTag(SyntheticTelemetry.Attributes.RequestParty, isOwn ? "own" : "third")
            .SetTag(SyntheticTelemetry.Attributes.UserAgentSyntheticType, SyntheticTelemetry.UserAgentType);
        return span;
    }
}
