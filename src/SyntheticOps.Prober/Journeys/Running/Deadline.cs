namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>
/// A hard end outside Playwright: its own time-outs do not hold on a page that is busy for ever (measured), so every call is
/// awaited through here.
/// </summary>
internal sealed class Deadline(TimeProvider clock, TimeSpan limit, CancellationToken token)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);

    private readonly long _began = clock.GetTimestamp();

    public TimeSpan Limit { get; } = limit;

    public TimeProvider Clock { get; } = clock;

    public CancellationToken Token { get; } = token;

    public TimeSpan Left => Limit - Clock.GetElapsedTime(_began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>For Playwright's own time-out; never 0, which means none.</summary>
    public float Milliseconds => (float)Math.Max(1, Left.TotalMilliseconds);

    /// <summary>An earlier end within this one.</summary>
    public Deadline Within(TimeSpan span) => new(Clock, span < Left ? span : Left, Token);

    public Task<T> OfAsync<T>(Task<T> call) => Observed(call).WaitAsync(Left, Clock, Token);

    /// <summary>A call with a time-out of its own, at the end: it has a moment more, because its words say what it waited for.</summary>
    public Task<T> OfTimedAsync<T>(Task<T> call) => Observed(call).WaitAsync(Left + Moment, Clock, Token);

    public Task OfAsync(Task call) => Observed(call).WaitAsync(Left, Clock, Token);

    /// <summary>A wait for an event of the page. Playwright's client looks and then listens: what comes in between it misses, so it looks anew every second.</summary>
    /// <param name="wait">Is given its time-out in milliseconds.</param>
    public async Task OfEventAsync(Func<float, Task> wait)
    {
        for (var met = false; !met;)
        {
            try
            {
                await OfAsync(wait(Math.Min(Milliseconds, 1000)));
                met = true;
            }
            catch (TimeoutException) when (!IsOver)
            {
                // looked for once more
            }
        }
    }

    /// <summary>Waits, not beyond the end.</summary>
    public Task PauseAsync(TimeSpan span) => Task.Delay(span < Left ? span : Left, Clock, Token);

    /// <summary>A call that nobody awaits any more may still fail.</summary>
    private static TTask Observed<TTask>(TTask call)
        where TTask : Task
    {
        _ = call.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return call;
    }
}
