using System.Diagnostics;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>Waits for a condition, with a cap.</summary>
internal static class Wait
{
    public static async Task ForAsync(Func<bool> condition, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(60), what);
        }
    }
}
