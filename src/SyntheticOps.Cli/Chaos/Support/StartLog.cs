using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>A target that answers everything but what begins with that path, which hangs, and notes when each path was asked for and whether twice at once.</summary>
internal sealed class StartLog(string hung)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<TimeSpan>> _starts = new();
    private readonly ConcurrentDictionary<string, int> _running = new();
    private int _overlaps;

    /// <summary>Starts of all paths so far.</summary>
    public int Count => _starts.Values.Sum(starts => starts.Count);

    /// <summary>Starts while another one of the same path was still running.</summary>
    public int Overlaps => _overlaps;

    /// <summary>The moments of the starts, since the machine's, of each path that begins so.</summary>
    public IReadOnlyList<IReadOnlyList<TimeSpan>> Starts(string prefix) =>
        [.. _starts.Where(check => check.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(check => check.Value.ToArray())];

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _starts.GetOrAdd(path, _ => new()).Enqueue(TimeProvider.System.GetElapsedTime(0));
        Interlocked.Add(ref _overlaps, _running.AddOrUpdate(path, 1, (_, count) => count + 1) > 1 ? 1 : 0);
        try
        {
            if (path.StartsWith(hung, StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }

            await context.Response.WriteAsync("ok", context.RequestAborted);
        }
        finally
        {
            _running.AddOrUpdate(path, 0, (_, count) => count - 1);
        }
    }
}
