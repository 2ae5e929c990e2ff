namespace Parfumerie.Data;

/// <summary>Hourly: forgets visitors who did not come back for 30 days and test orders that their run did not delete within a day.</summary>
internal sealed class Housekeeping(IShopDatabase database, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan VisitorAge = TimeSpan.FromDays(30);
    private static readonly TimeSpan TestAge = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.SweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var args = new
        {
            Visitors = (now - VisitorAge).ToUnixTimeMilliseconds(),
            Tests = (now - TestAge).ToUnixTimeMilliseconds(),
        };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync(
            "DELETE FROM order_lines WHERE order_id IN (SELECT id FROM orders WHERE run IS NOT NULL AND created_at < @Tests)", args, token);
        await connection.ExecuteAsync(
            "DELETE FROM payment_events WHERE id IN (SELECT 'evt_synops_' || run FROM orders WHERE run IS NOT NULL AND created_at < @Tests)", args, token);
        await connection.ExecuteAsync("DELETE FROM orders WHERE run IS NOT NULL AND created_at < @Tests", args, token);
        await connection.ExecuteAsync(
            "DELETE FROM basket_lines WHERE visitor_id IN (SELECT id FROM visitors WHERE seen_at < @Visitors OR (run IS NOT NULL AND seen_at < @Tests))", args, token);
        await connection.ExecuteAsync("DELETE FROM visitors WHERE seen_at < @Visitors OR (run IS NOT NULL AND seen_at < @Tests)", args, token);
        await connection.CommitAsync(token);
    }
}
