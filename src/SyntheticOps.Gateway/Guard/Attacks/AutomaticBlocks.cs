using System.Net;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Lists;

namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Blocks by the gateway itself: only when switched on, for a time, at most so many at once, never who is allowed or protected.</summary>
internal sealed class AutomaticBlocks(AddressLists lists, ProtectedRanges ranges, IOptions<GuardOptions> options, TimeProvider clock, ILogger<AutomaticBlocks> log)
{
    private readonly AutomaticOptions _options = options.Value.Automatic;

    public void Block(IReadOnlyList<IPAddress> addresses, string kind)
    {
        if (!_options.Enabled)
        {
            return;
        }

        foreach (var address in addresses)
        {
            var range = AddressRange.Of(address);
            if (lists.Find(address) is null && ranges.Why(range) is null && !TryBlock(range, kind))
            {
                return;
            }
        }
    }

    private bool TryBlock(AddressRange range, string kind)
    {
        if (lists.Own.Count(entry => entry.IsAutomatic) >= _options.Maximum)
        {
            log.AutomaticFull(_options.Maximum);
            return false;
        }

        var now = clock.GetUtcNow();
        try
        {
            return lists.Put(new ListEntry(ListNames.Block, range, now.AddSeconds(_options.ForS), kind, "gateway", now, ListSources.Automatic));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotBlocked(e);
            return false;
        }
    }
}
