using System.Globalization;
using SyntheticOps.Cli.Connection;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Drills;

/// <summary>Breaks the shop and repairs it (contracts.md section 7).</summary>
internal sealed class ShopFaults(ApiClient shop, TimeProvider clock)
{
    private static readonly TimeSpan RepairLimit = TimeSpan.FromSeconds(10);

    /// <summary>A shop that somebody broke already would give a fault the credit of another, and the repair would end theirs.</summary>
    public async Task RefuseBrokenAsync(CancellationToken token)
    {
        var on = await shop.GetAsync<FaultList>(Names.Routes.Faults, token);
        if (on.Faults.Count > 0)
        {
            throw new CliException(
                Names.ExitCodes.Configuration,
                $"The shop has faults switched on already: {string.Join(", ", on.Faults.Select(fault => fault.Name))}. Reset them in its fault panel, then drill again.");
        }
    }

    /// <summary>Returns when every fault is effective.</summary>
    /// <param name="lasts">The faults end by themselves after that: a drill that is killed leaves no broken shop.</param>
    public async Task BreakAsync(Drill drill, TimeSpan lasts, CancellationToken token)
    {
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(lasts.TotalSeconds)}s");
        foreach (var fault in drill.Faults)
        {
            await shop.PutAsync($"{Names.Routes.Faults}/{fault.Name}", new { @params = fault.Params, @for = seconds }, token);
        }
    }

    /// <summary>Repairs also when the drill was cancelled.</summary>
    public async Task RepairAsync()
    {
        using var limit = new CancellationTokenSource(RepairLimit, clock);
        try
        {
            await shop.DeleteAsync(Names.Routes.Faults, limit.Token);
        }
        catch (Exception e) when (e is CliException or OperationCanceledException)
        {
            throw new CliException(
                Names.ExitCodes.OwnFault,
                $"The shop is still broken, its repair failed. Reset it in its fault panel; the faults end by themselves within ten minutes. {e.Message}");
        }
    }

    private sealed record FaultList(IReadOnlyList<FaultAnswer> Faults);

    private sealed record FaultAnswer(string Name);
}
