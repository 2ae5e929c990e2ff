using System.Collections.Immutable;
using System.Data.Common;

namespace Parfumerie.Faults;

/// <summary>Which faults are on. Changes take turns; a request reads one reference. Every fault ends by itself.</summary>
internal sealed class FaultBoard(IEnumerable<IFault> kinds, TimeProvider clock, ILogger<FaultBoard> log) : IDisposable
{
    /// <summary>Wait before a fault that could not be repaired is tried again.</summary>
    private static readonly TimeSpan RepairAgain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<ActiveFault, ITimer> _timers = [];
    private ImmutableArray<ActiveFault> _active = [];

    public IReadOnlyList<IFault> Kinds { get; } = [.. kinds];

    public ImmutableArray<ActiveFault> Active => ImmutableInterlocked.InterlockedCompareExchange(ref _active, default, default);

    public IFault? FindKind(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The first active fault of that name; null when it is off.</summary>
    public ActiveFault? Find(string name) => Active.FirstOrDefault(fault => fault.Kind.Name == name);

    /// <summary>Returns when the fault is effective; one with the same name and key makes way first.</summary>
    public async Task<ActiveFault> SwitchOnAsync(IFault kind, FaultParams parameters, TimeSpan duration, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            var fault = new ActiveFault(kind, parameters, clock.GetUtcNow() + duration, new CancellationTokenSource());
            fault.FinishAsync = () => EndLaterAsync(fault);
            foreach (var before in Active.Where(active => active.Is(kind.Name, fault.Key)))
            {
                await EndAsync(before, token);
            }

            await kind.StartAsync(fault, token);
            ImmutableInterlocked.Update(ref _active, static (list, added) => list.Add(added), fault);
            _timers[fault] = clock.CreateTimer(_ => _ = EndLaterAsync(fault), null, duration, Timeout.InfiniteTimeSpan);
            log.FaultOn(kind.Name, fault.Until);
            return fault;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Returns when the shop is as it was; null switches everything off.</summary>
    public async Task SwitchOffAsync(string? name, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            foreach (var fault in Active.Where(active => name is null || active.Kind.Name == name))
            {
                await EndAsync(fault, token);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var (fault, timer) in _timers)
        {
            timer.Dispose();
            fault.Ending.Cancel();
        }

        _turn.Dispose();
    }

    private async Task EndLaterAsync(ActiveFault fault)
    {
        await _turn.WaitAsync();
        try
        {
            if (Active.Contains(fault))
            {
                await EndAsync(fault, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            log.RepairFailed(e, fault.Kind.Name);
            _timers[fault].Change(RepairAgain, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task EndAsync(ActiveFault fault, CancellationToken token)
    {
        await fault.Kind.StopAsync(fault, token);
        ImmutableInterlocked.Update(ref _active, static (list, removed) => list.Remove(removed), fault);
        await fault.Ending.CancelAsync();
        if (_timers.Remove(fault, out var timer))
        {
            await timer.DisposeAsync();
        }

        log.FaultOff(fault.Kind.Name);
    }
}
