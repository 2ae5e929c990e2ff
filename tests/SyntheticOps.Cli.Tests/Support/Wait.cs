using System.Diagnostics;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>Waits for a condition, with a cap.</summary>
internal static class Wait
{
    public static async Task ForAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
