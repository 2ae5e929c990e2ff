using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Evidence;

/// <summary>
/// What a run keeps beside its verdict: DOM and trace of the moment it failed, console and requests of the whole run. Nothing
/// of it is worth a verdict, so that a file which cannot be made is left out.
/// </summary>
internal sealed class RunEvidence(JourneySession session, EvidencePolicy policy, TimeProvider clock)
{
    private const int MaximumDom = 2 * 1024 * 1024;

    /// <summary>Characters; shorter values of cookies are choices such as a language.</summary>
    private const int ShortestSession = 16;

    /// <summary>The page as it is, in a document where nothing loads; without what its hidden fields hold, which are tokens, and its secret ones.</summary>
    private const string Document = """
        () => {
          const copy = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
          for (const field of copy.querySelectorAll('input[type=hidden][value], input[type=password][value], [autocomplete^=cc-][value]')) field.setAttribute('value', '[REDACTED]');
          return `${document.doctype ? '<!DOCTYPE html>' : ''}${copy.outerHTML}`;
        }
        """;

    private static readonly TimeSpan DomTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan InventoryTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TraceStart = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private TraceRecorder? _trace;

    public EvidencePolicy Policy => policy;

    /// <summary>Begins to record, when a trace may be kept.</summary>
    public Task BeginAsync(Deadline deadline) => TryAsync(async () =>
    {
        if (policy.RecordsTrace && session.Context is { } context)
        {
            var trace = new TraceRecorder(context, session.TraceFolder, session.Redactor);
            await trace.StartAsync(deadline.Within(TraceStart));
            _trace = trace;
        }
    });

    /// <summary>At the end of each step: the inventory of the page, when it is a named one.</summary>
    public Task LookAsync(Deadline deadline) => TryAsync(() => session.Scripts?.LookAsync(deadline.Within(InventoryTime)) ?? Task.CompletedTask);

    /// <summary>Takes what only the page can give, before anything else happens to it.</summary>
    public async Task CaptureAsync(bool failed, Deadline deadline)
    {
        if (session.IsLost)
        {
            return;
        }

        if (failed || session.Console.Lines.Count > 0)
        {
            await TryAsync(() => LearnCookiesAsync(deadline));
        }

        if (!policy.Keeps(failed))
        {
            return;
        }

        await TryAsync(async () =>
        {
            var html = await deadline.Within(DomTime).OfAsync(session.Page.EvaluateAsync<string>(Document));
            await KeepAsync("dom.html.txt", "text/plain", Encoding.UTF8.GetBytes(html.Length > MaximumDom ? html[..MaximumDom] : html));
        });
        await TryAsync(async () =>
        {
            if (_trace is { } trace && await trace.StopAsync(deadline) is { } archive)
            {
                await KeepAsync("trace.zip", "application/zip", archive);
            }
        });
    }

    /// <summary>Writes the lists, the finally steps included.</summary>
    public async Task CompleteAsync(bool failed)
    {
        if (policy.Keeps(failed))
        {
            await KeepAsync("network.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(NetworkList.Of(session.Traffic.All, _start), Json));
            await KeepAsync("console.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(new { lines = session.Console.Lines }, Json));
        }
    }

    /// <summary>From now on what the shop's cookies hold is a secret, wherever the page wrote it; the run's own id is none.</summary>
    private async Task LearnCookiesAsync(Deadline deadline)
    {
        var cookies = await deadline.OfAsync(session.Context!.CookiesAsync());
        session.Redactor.Add(cookies.Select(cookie => cookie.Value)
            .Where(value => value.Length >= ShortestSession && !value.Contains(session.Run.RunId, StringComparison.Ordinal)));
    }

    private Task KeepAsync(string name, string mediaType, ReadOnlyMemory<byte> content) =>
        session.Run.Artifacts.AddAsync(name, mediaType, content, CancellationToken.None);

    private static async Task TryAsync(Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or JsonException or KeyNotFoundException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            System.Diagnostics.Debug.WriteLine(e);
        }
    }
}
