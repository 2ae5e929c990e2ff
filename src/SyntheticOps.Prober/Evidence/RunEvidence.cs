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
        if (!policy.Keeps(failed) || session.IsLost)
        {
            return;
        }

        await TryAsync(async () =>
        {
            var html = await deadline.Within(DomTime).OfAsync(session.Page.ContentAsync());
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
