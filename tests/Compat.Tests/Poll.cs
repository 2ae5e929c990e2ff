namespace Compat.Tests;

/// <summary>Waits for something that happens soon, at most a minute.</summary>
internal static class Poll
{
    public static async Task<T> ForAsync<T>(Func<T?> find, Func<string> otherwise)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            while (true)
            {
                if (find() is { } found)
                {
                    return found;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not happen. Seen so far:\n{otherwise()}");
        }
    }

    public static Task UntilAsync(Func<bool> condition, Func<string> otherwise) => ForAsync(() => condition() ? "" : null, otherwise);
}
