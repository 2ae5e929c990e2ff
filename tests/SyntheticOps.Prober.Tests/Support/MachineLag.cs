using System.Diagnostics;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>
/// By how much this machine was late for a thread that only sleeps: other work on it must not count against a time limit. A
/// few hundredths of a second on an idle machine.
/// </summary>
internal sealed class MachineLag : IDisposable
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(20);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private long _late;

    public MachineLag()
    {
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    public TimeSpan Seen => TimeSpan.FromTicks(Interlocked.Read(ref _late));

    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Watch()
    {
        for (var before = Stopwatch.GetTimestamp(); !_over.Wait(Nap); before = Stopwatch.GetTimestamp())
        {
            var late = Stopwatch.GetElapsedTime(before) - Nap;
            Interlocked.Add(ref _late, late > TimeSpan.Zero ? late.Ticks : 0);
        }
    }
}
