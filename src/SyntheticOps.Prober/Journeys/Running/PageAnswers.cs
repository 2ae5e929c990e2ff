using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>
/// Keeps the answers to some of the page's own requests during a step. Each is read while it is held back: a page that
/// leaves takes its answers with it (measured: what comes just before a navigation cannot be read afterwards).
/// </summary>
internal sealed class PageAnswers : IAsyncDisposable
{
    /// <summary>A page that asks in a loop fills no memory.</summary>
    private const int Maximum = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly StepContext _context;
    private readonly ICDPSession _session;
    private readonly List<RequestPattern> _patterns;
    private readonly ConcurrentQueue<(RequestPattern Pattern, string Body)> _kept = [];

    private PageAnswers(StepContext context, ICDPSession session, List<RequestPattern> patterns) =>
        (_context, _session, _patterns) = (context, session, patterns);

    /// <summary>Null when no variable of the step is set from such an answer.</summary>
    public static async Task<PageAnswers?> BeginAsync(StepContext context)
    {
        var patterns = context.Step.Captures.Select(capture => capture.Source.Listens).OfType<RequestPattern>().ToList();
        if (patterns.Count == 0)
        {
            return null;
        }

        var session = await context.Deadline.OfAsync(context.Page.Context.NewCDPSessionAsync(context.Page));
        var answers = new PageAnswers(context, session, patterns);
        session.Event("Fetch.requestPaused").OnEvent += (_, message) => _ = answers.KeepAsync(message!.Value);
        await context.Deadline.OfAsync(session.SendAsync("Fetch.enable", new()
        {
            ["patterns"] = patterns.Select(pattern => new { urlPattern = Pattern(context.Resolve(pattern.Path)), requestStage = "Response" }).ToArray(),
        }));
        return context.Answers = answers;
    }

    /// <summary>Text of the last answer to such a request; null when none comes before the step's end.</summary>
    public async Task<string?> BodyAsync(RequestPattern pattern)
    {
        while (true)
        {
            if (_kept.LastOrDefault(kept => kept.Pattern == pattern).Body is { } body)
            {
                return body;
            }

            if (_context.Deadline.IsOver)
            {
                return null;
            }

            await _context.Deadline.PauseAsync(LookEvery);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.Deadline.OfAsync(_session.DetachAsync());
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // The page is gone, and the session with it.
        }
    }

    /// <summary>Wider than the glob: what fits is decided when it comes.</summary>
    private static string Pattern(string glob) => glob.StartsWith('/') ? $"*{glob}*" : $"{glob}*";

    private async Task KeepAsync(JsonElement message)
    {
        var id = message.GetProperty("requestId").GetString()!;
        var request = message.GetProperty("request");
        try
        {
            if (_kept.Count < Maximum
                && Uri.TryCreate(request.GetProperty("url").GetString(), UriKind.Absolute, out var url)
                && _patterns.Find(pattern => pattern.Method == request.GetProperty("method").GetString() && UrlGlob.Matches(_context.Resolve(pattern.Path), url)) is { } pattern)
            {
                var answer = await _session.SendAsync("Fetch.getResponseBody", new() { ["requestId"] = id });
                var body = answer!.Value.GetProperty("body").GetString()!;
                _kept.Enqueue((pattern, answer.Value.GetProperty("base64Encoded").GetBoolean() ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body));
            }
        }
        catch (PlaywrightException)
        {
            // A redirect has no body; the page may have left.
        }

        try
        {
            await _session.SendAsync("Fetch.continueRequest", new() { ["requestId"] = id });
        }
        catch (PlaywrightException)
        {
            // The page left meanwhile; the request is gone with it.
        }
    }
}
