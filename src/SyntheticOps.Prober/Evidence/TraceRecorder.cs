using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Evidence;

/// <summary>
/// Records a run for Playwright's trace viewer. Without frames of the screen: those show what is typed, and no mask holds
/// there; DOM snapshots take their place. The driver writes into a folder of the browser's, in memory where there is room.
/// </summary>
internal sealed class TraceRecorder(IBrowserContext context, string folder, Redactor redactor)
{
    private bool _recording;

    public async Task StartAsync(Deadline deadline)
    {
        await deadline.OfAsync(context.Tracing.StartAsync(new() { Screenshots = false, Snapshots = true, Sources = false }));
        _recording = true;
    }

    /// <summary>What the viewer opens, without secrets; null when the page left no time for it.</summary>
    public async Task<ReadOnlyMemory<byte>?> StopAsync(Deadline deadline)
    {
        if (!_recording)
        {
            return null;
        }

        _recording = false;
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        try
        {
            await deadline.OfAsync(context.Tracing.StopAsync(new() { Path = path }));
            return await deadline.OfAsync(Task.Run(() => TraceSanitizer.Clean(path, redactor)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
