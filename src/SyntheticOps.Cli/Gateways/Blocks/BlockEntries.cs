using System.Text.Json;

namespace SyntheticOps.Cli.Gateways.Blocks;

/// <summary>What the table needs of `GET /api/v1/blocks` (contracts.md section 6).</summary>
internal sealed record BlockEntries(BlockCounts Counts, IReadOnlyList<BlockEntry> Items)
{
    public static BlockEntries? Of(GatewayAnswer answer) => answer.State?.Deserialize<BlockEntries>(JsonSerializerOptions.Web);
}

internal sealed record BlockCounts(int Own, int Automatic, int File);

internal sealed record BlockEntry(string List, string Range, DateTimeOffset? Until, string Reason, string Actor, string Source);
