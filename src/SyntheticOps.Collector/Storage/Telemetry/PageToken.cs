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

    /// <param name="rows">One more than the page holds, when there are more.</param>
    /// <param name="limit">Rows of the page.</param>
    /// <param name="tokenOf">Where a row stands.</param>
    /// <param name="read">What it becomes.</param>
    public static PagedResult<T> Page<TRow, T>(IReadOnlyList<TRow> rows, int limit, Func<TRow, PageToken> tokenOf, Func<TRow, T> read) =>
        new([.. rows.Take(limit).Select(read)], rows.Count > limit ? tokenOf(rows[limit - 1]).ToString() : null);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartNano}.{Id}");
}
