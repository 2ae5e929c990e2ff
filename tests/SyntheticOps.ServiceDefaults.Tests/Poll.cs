namespace SyntheticOps.ServiceDefaults.Tests;

/// <summary>Waits for something that happens soon, at most a minute.</summary>
internal static class Poll
{
    public static async Task<T> ForAsync<T>(Func<T?> find)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (find() is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
