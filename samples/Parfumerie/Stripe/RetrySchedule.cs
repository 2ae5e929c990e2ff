namespace Parfumerie.Stripe;

/// <summary>When to try again. Stripe waits for hours and gives up after three days; a demo waits for seconds and gives up after some 35 minutes.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20),
    ];

    /// <param name="attempts">Tries so far, at least one.</param>
    /// <returns>Null when it is time to give up.</returns>
    public static TimeSpan? After(long attempts) => attempts <= Waits.Length ? Waits[attempts - 1] : null;
}
