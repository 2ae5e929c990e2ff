namespace EndToEnd.Tests.Running;

/// <summary>Asks again and again, with a cap: no test sleeps for a fixed time.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Long, because it is only reached when something is wrong: a machine with two busy cores takes four times as long as another.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>The first answer that is not null.</summary>
    /// <param name="what">What is waited for, for the message when the cap is reached.</param>
    /// <param name="details">Asked then: what is known instead.</param>
    /// <param name="cap">Where less time is allowed.</param>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask, CancellationToken token, Func<string>? details = null, TimeSpan? cap = null)
        where T : class
    {
        var clock = TimeProvider.System;
        var end = cap ?? Longest;
        var start = clock.GetTimestamp();
        while (true)
        {
            if (await ask() is { } found)
            {
                return found;
            }

            if (clock.GetElapsedTime(start) > end)
            {
                throw new TimeoutException($"Not within {end.TotalSeconds:0} s: {what}.{(details is null ? "" : "\n" + details())}");
            }

            await Task.Delay(Pause, clock, token);
        }
    }

    public static Task UntilTrueAsync(string what, Func<Task<bool>> ask, CancellationToken token, Func<string>? details = null, TimeSpan? cap = null) =>
        UntilAsync(what, async () => await ask() ? "" : null, token, details, cap);
}
