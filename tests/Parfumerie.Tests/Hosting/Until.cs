namespace Parfumerie.Tests.Hosting;

/// <summary>Polls with a cap; no test sleeps for a fixed time.</summary>
public static class Until
{
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var cap = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cap.Token);
        }
    }
}
