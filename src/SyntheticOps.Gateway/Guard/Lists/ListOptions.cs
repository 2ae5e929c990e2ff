using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>Keys of section `Guard` about the lists.</summary>
internal sealed class ListOptions
{
    /// <summary>File of blocked addresses, read again within a second of each change; default: none.</summary>
    public string? BlockFile { get; set; }

    /// <summary>File of addresses that are never blocked or limited; default: none.</summary>
    public string? AllowFile { get; set; }

    /// <summary>Addresses of the people who operate the shop: no block may hold one of them; default: none.</summary>
    public string[] NeverBlock { get; set; } = [];

    /// <summary>Most entries by the API; default: 10,000.</summary>
    [Range(1, 100_000)]
    public int MaximumOwn { get; set; } = 10_000;
}

/// <summary>The ranges that no block may touch.</summary>
internal sealed class ProtectedRanges(IOptions<GuardOptions> guard, IOptions<CustomerOptions> customers)
{
    private readonly AddressRange[] _ranges =
        [.. guard.Value.Lists.NeverBlock.Select(text => AddressRange.TryParse(text, out var range) ? range : default), .. customers.Value.Proxies];

    /// <summary>Why a block of that range would lock us out; null when it would not.</summary>
    public string? Why(AddressRange range)
    {
        if (range.IsEverything)
        {
            return $"{range} is every address; to close the shop switch maintenance on";
        }

        foreach (var safe in _ranges)
        {
            if (safe.Overlaps(range))
            {
                return $"{range} holds {safe}, a known proxy or an address of Guard:Lists:NeverBlock";
            }
        }

        return null;
    }
}
