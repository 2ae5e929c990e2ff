namespace SyntheticOps.Gateway.Webhooks;

/// <summary>The newest events that were handed on from disk: a sender that missed our answer sends them again, and the shop has them.</summary>
internal sealed class DeliveredEvents
{
    private const int Kept = 10_000;

    private readonly Queue<(string Route, string EventId)> _order = [];
    private readonly HashSet<(string Route, string EventId)> _known = [];

    public bool Contains(string route, string eventId) => _known.Contains((route, eventId));

    public void Add(string route, string eventId)
    {
        if (!_known.Add((route, eventId)))
        {
            return;
        }

        _order.Enqueue((route, eventId));
        if (_order.Count > Kept)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}
