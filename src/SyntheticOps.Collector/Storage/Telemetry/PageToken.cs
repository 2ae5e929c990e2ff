using System.Globalization;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Where a page ended: `1763980800000000000.4bf92f3577b34da6a3ce929d0e0e4736`.</summary>
internal sealed record PageToken(long StartNano, string Id)
{
    /// <summary>Rows that a page may have at most.</summary>
    public const int MaximumLimit = 1000;

    /// <summary>Null for the first page; text that is no token counts as the first page too.</summary>
    public static PageToken? Parse(string? text) =>
        text?.Split('.', 2) is [var nano, var id] && long.TryParse(nano, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start)
            ? new PageToken(start, id)
            : null;

    public static int Clamp(int limit) => Math.Clamp(limit, 1, MaximumLimit);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartNano}.{Id}");
}
