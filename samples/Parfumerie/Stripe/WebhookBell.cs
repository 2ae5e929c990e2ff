using System.Threading.Channels;

namespace Parfumerie.Stripe;

/// <summary>Wakes the sender when there is something to deliver. Rings that nobody heard yet count as one.</summary>
internal sealed class WebhookBell
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns after a ring, or after the time that the next retry may be due.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken token)
    {
        using var timer = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, timer.Token);
        try
        {
            await _rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Time is up: look for retries.
        }
    }
}
