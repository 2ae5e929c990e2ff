namespace SyntheticOps.Collector.Tests.Storage;

/// <summary>Polls for a condition, at most 60 s.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    public static Task BeTrueAsync(Func<bool> condition) => BeTrueAsync(() => Task.FromResult(condition()));

    public static async Task BeTrueAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Cap, "the condition did not become true");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
