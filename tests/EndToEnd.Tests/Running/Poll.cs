namespace EndToEnd.Tests.Running;

/// <summary>Asks again and again, with a cap: no test sleeps for a fixed time.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The first answer that is not null.</summary>
    /// <param name="what">What is waited for, for the message when the cap is reached.</param>
    /// <param name="details">Asked then: what is known instead.</param>
    public static async Task<T> UntilAsync<T>(string what, TimeSpan cap, Func<Task<T?>> ask, CancellationToken token, Func<string>? details = null)
        where T : class
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (true)
        {
            if (await ask() is { } found)
            {
                return found;
            }

            if (clock.GetElapsedTime(start) > cap)
            {
                throw new TimeoutException($"Not within {cap.TotalSeconds:0} s: {what}.{(details is null ? "" : "\n" + details())}");
            }

            await Task.Delay(Pause, clock, token);
        }
    }

    public static Task UntilTrueAsync(string what, TimeSpan cap, Func<Task<bool>> ask, CancellationToken token, Func<string>? details = null) =>
        UntilAsync(what, cap, async () => await ask() ? "" : null, token, details);
}
